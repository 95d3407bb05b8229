package io.pgbelay.pgclient;

import java.time.Duration;
import java.util.List;

/** pg_dump's arguments. */
public final class DumpCommand {
    private DumpCommand() {}

    /**
     * The whole database as an archive on stdout (with {@code --file} on a pipe it fails after all data), uncompressed:
     * we compress better, and on more than one core.
     */
    public static List<String> custom(String conninfo, String snapshot, Duration lockTimeout) {
        return List.of(
                "pg_dump",
                "--format=custom",
                "--compress=0",
                "--no-password",
                "--strict-names",
                "--lock-wait-timeout=" + lockTimeout.toMillis(),
                "--snapshot=" + snapshot,
                "--dbname=" + conninfo);
    }

    /** Which version it is. */
    public static List<String> version() {
        return List.of("pg_dump", "--version");
    }
}
