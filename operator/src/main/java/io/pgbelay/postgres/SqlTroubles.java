package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** From SQLSTATE to words of the API. Messages may be in any language, codes are not. */
public final class SqlTroubles {
    private SqlTroubles() {}

    /** What an error in the middle of work means. */
    public static Failure failure(SQLException e) {
        return new Failure(reason(e), "Postgres: " + message(e), e);
    }

    /** What an error while connecting means. */
    static Failure connecting(SQLException e, String where) {
        return new Failure(connectReason(e), "could not connect to " + where + ": " + message(e), e);
    }

    /** Whether an error while connecting may be gone in a moment: the server starts, or its slots are taken. */
    static boolean passing(SQLException e) {
        return switch (state(e)) {
            case "57P03", "08001", "08006", "53300" -> !tls(e);
            default -> false;
        };
    }

    private static FailureReason connectReason(SQLException e) {
        if (tls(e)) {
            return FailureReason.TlsFailed;
        }
        return switch (state(e)) {
            case "28P01", "28000" -> FailureReason.WrongPassword;
            case "3D000" -> FailureReason.DatabaseMissing;
            case "42501" -> FailureReason.PermissionDenied;
            case "08P01" ->
                message(e).contains("startup parameter")
                        ? FailureReason.PoolerInTheWay
                        : FailureReason.ServerUnreachable;
            // The driver's own word for a server that wants a password and got none.
            case "08004" -> FailureReason.WrongPassword;
            default -> FailureReason.ServerUnreachable;
        };
    }

    private static FailureReason reason(SQLException e) {
        return switch (state(e)) {
            case "42501" -> FailureReason.PermissionDenied;
            case "53200" -> FailureReason.TooManyLocks;
            case "55P03" -> FailureReason.LockTimeout;
            case "40001", "57P04" -> FailureReason.RecoveryConflict;
            case "57P01", "57P02", "57P03", "08000", "08003", "08006", "08001" -> FailureReason.ServerLost;
            default -> FailureReason.InternalError;
        };
    }

    private static boolean tls(SQLException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof SSLException || at instanceof java.security.GeneralSecurityException) {
                return true;
            }
        }
        // What the driver itself finds out, it tells in words alone.
        return Stream.of("SSL", "hostnameverifier", "certificate").anyMatch(message(e)::contains);
    }

    private static String state(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "");
    }

    private static String message(SQLException e) {
        return Objects.requireNonNullElse(e.getMessage(), "").replace('\n', ' ').strip();
    }
}
