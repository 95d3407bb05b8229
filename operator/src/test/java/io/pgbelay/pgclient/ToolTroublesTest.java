package io.pgbelay.pgclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.FailureReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolTroublesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SnapshotLost         | pg_dump: error: query failed: ERROR:  invalid snapshot identifier: "00000003-1"
            RecoveryConflict     | pg_dump: error: Dumping the contents of table "t" failed: ERROR:  canceling statement due to conflict with recovery
            LockTimeout          | pg_dump: error: query failed: ERROR:  canceling statement due to lock timeout
            ServerLost           | pg_dump: error: query failed: server closed the connection unexpectedly
            PermissionDenied     | pg_dump: error: query failed: ERROR:  permission denied for table t
            RowSecurityHidesRows | pg_dump: error: query failed: ERROR:  query would be affected by row-level security policy for table "t"
            TooManyLocks         | pg_dump: error: query failed: ERROR:  out of shared memory
            DumpFailed           | pg_dump: error: something quite new
            """)
    void whatPgDumpMeans(FailureReason reason, String words) {
        var failure = ToolTroubles.ofDump(new ToolRun.Exit("pg_dump", 1, "pg_dump: warning: first\n" + words));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.sentence()).contains("exit code 1").endsWith(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MissingRoles     | pg_restore: error: could not execute query: ERROR:  role "keeper" does not exist
            NeedsSuperuser   | pg_restore: error: could not execute query: ERROR:  must be owner of extension x
            NeedsSuperuser   | pg_restore: error: could not execute query: ERROR:  permission denied to create extension "x"
            NeedsSuperuser   | pg_restore: error: could not execute query: ERROR:  must be member of role "x"
            PermissionDenied | pg_restore: error: could not execute query: ERROR:  permission denied for schema public
            VersionMismatch  | pg_restore: error: unsupported version (1.16) in file header
            ServerLost       | pg_restore: error: could not execute query: server closed the connection unexpectedly
            RestoreFailed    | pg_restore: error: COPY failed for table "t": ERROR:  duplicate key value
            """)
    void whatPgRestoreMeans(FailureReason reason, String words) {
        assertThat(ToolTroubles.ofRestore(new ToolRun.Exit("pg_restore", 1, words))
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"137, killed", "143, told to stop", "127, not found"})
    void aCodeSaysSomethingToo(int code, String words) {
        assertThat(ToolTroubles.ofDump(new ToolRun.Exit("pg_dump", code, "")).sentence())
                .contains(words);
    }
}
