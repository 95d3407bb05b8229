package io.pgbelay.pgclient;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.util.List;
import java.util.Locale;

/** What the last words of a tool mean. Tools tell no codes, so this reads English, and falls back to "it failed". */
public final class ToolTroubles {
    private static final List<Meaning> OF_BOTH = List.of(
            new Meaning("password authentication failed", FailureReason.WrongPassword),
            new Meaning("server closed the connection unexpectedly", FailureReason.ServerLost),
            new Meaning("terminating connection", FailureReason.ServerLost),
            new Meaning("connection to server was lost", FailureReason.ServerLost),
            new Meaning("connection to server at", FailureReason.ServerLost),
            new Meaning("no connection to the server", FailureReason.ServerLost),
            new Meaning("out of shared memory", FailureReason.TooManyLocks));

    private static final List<Meaning> OF_DUMP = List.of(
            new Meaning("invalid snapshot identifier", FailureReason.SnapshotLost),
            new Meaning("could not import the requested snapshot", FailureReason.SnapshotLost),
            new Meaning("conflict with recovery", FailureReason.RecoveryConflict),
            new Meaning("lock timeout", FailureReason.LockTimeout),
            new Meaning("server version mismatch", FailureReason.VersionMismatch),
            new Meaning("row-level security", FailureReason.RowSecurityHidesRows),
            new Meaning("permission denied", FailureReason.PermissionDenied));

    private static final List<Meaning> OF_RESTORE = List.of(
            new Meaning("in file header", FailureReason.VersionMismatch),
            new Meaning("lock timeout", FailureReason.LockTimeout),
            new Meaning("must be superuser", FailureReason.NeedsSuperuser),
            new Meaning("permission denied to create extension", FailureReason.NeedsSuperuser),
            new Meaning("permission denied for language c", FailureReason.NeedsSuperuser),
            new Meaning("must be owner", FailureReason.NeedsSuperuser),
            new Meaning("must be member of role", FailureReason.NeedsSuperuser),
            new Meaning("must be able to set role", FailureReason.NeedsSuperuser),
            new Meaning("permission denied", FailureReason.PermissionDenied));

    private ToolTroubles() {}

    private record Meaning(String words, FailureReason reason) {}

    /** Why a pg_dump that ended badly did so. */
    public static Failure ofDump(ToolRun.Exit exit) {
        return failure(exit, reason(exit, OF_DUMP, FailureReason.DumpFailed));
    }

    /** Why a pg_restore that ended badly did so. */
    public static Failure ofRestore(ToolRun.Exit exit) {
        var missing = exit.lastWords().contains("role \"") && exit.lastWords().contains("does not exist");
        return failure(
                exit, missing ? FailureReason.MissingRoles : reason(exit, OF_RESTORE, FailureReason.RestoreFailed));
    }

    private static FailureReason reason(ToolRun.Exit exit, List<Meaning> own, FailureReason other) {
        var words = exit.lastWords().toLowerCase(Locale.ROOT);
        return java.util.stream.Stream.concat(own.stream(), OF_BOTH.stream())
                .filter(meaning -> words.contains(meaning.words()))
                .map(Meaning::reason)
                .findFirst()
                .orElse(other);
    }

    private static Failure failure(ToolRun.Exit exit, FailureReason reason) {
        return new Failure(
                reason,
                "%s ended with exit code %d%s: %s"
                        .formatted(exit.tool(), exit.code(), signal(exit.code()), firstError(exit.lastWords())));
    }

    private static String signal(int code) {
        return switch (code) {
            case 137 -> " (killed, perhaps for memory)";
            case 143 -> " (told to stop)";
            case 127 -> " (not found in the image)";
            default -> "";
        };
    }

    private static String firstError(String words) {
        return words.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("error:"))
                .findFirst()
                .or(() -> words.lines().findFirst())
                .orElse("it said nothing");
    }
}
