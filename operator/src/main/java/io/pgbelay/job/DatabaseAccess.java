package io.pgbelay.job;

import io.pgbelay.api.DatabaseCredentials;
import io.pgbelay.api.SecretKey;
import io.pgbelay.contract.PodEnv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both containers need to reach a Postgres server. */
final class DatabaseAccess {
    private DatabaseAccess() {}

    static Access of(DatabaseCredentials role, @Nullable SecretKey rootCert) {
        var password = new Access(
                List.of(
                        Access.secret(PodEnv.PG_USER, role.secretName(), role.usernameKey()),
                        Access.secret(PodEnv.PG_PASSWORD, role.secretName(), role.passwordKey())),
                List.of(),
                List.of());
        return password.and(Access.file(PodEnv.PG_ROOT_CERT, "pg-ca", rootCert));
    }
}
