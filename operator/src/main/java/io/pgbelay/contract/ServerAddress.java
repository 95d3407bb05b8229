package io.pgbelay.contract;

import io.pgbelay.api.SslMode;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres server, without credentials: those come by environment.
 *
 * @param version the major that the server must have; absent: any
 * @param maintenanceDatabase where to connect while databases are made or looked at
 */
public record ServerAddress(
        String host, int port, SslMode sslMode, @Nullable Integer version, String maintenanceDatabase) {}
