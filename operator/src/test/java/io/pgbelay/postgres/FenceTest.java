package io.pgbelay.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@BesideTheLoops
class FenceTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private final Given given = new Given(Servers.postgres(), Servers.s3(), "none");

    @Test
    void onlyOneIsInside() throws Exception {
        try (var second = session()) {
            try (var first = session()) {
                Fence.close(first, "a");
                Fence.close(second, "b", SHORT);
                assertThatThrownBy(() -> Fence.close(second, "a", SHORT))
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.reason()).isEqualTo(FailureReason.DatabaseBusy));
            }
            Fence.close(second, "a");
        }
    }

    /** The server keeps such locks by database. */
    @Test
    void whetherItIsClosedIsSeenFromElsewhere() throws Exception {
        try (var here = session();
                var elsewhere = Server.find(given.server(), given.secrets()).open("template1", "fence")) {
            var database = here.number("SELECT oid::bigint FROM pg_database WHERE datname = 'postgres'");
            assertThat(Fence.closed(elsewhere, database, "c")).isFalse();
            Fence.close(here, "c");
            assertThat(Fence.closed(elsewhere, database, "c")).isTrue();
            assertThat(Fence.closed(elsewhere, database, "d")).isFalse();
            Fence.close(elsewhere, "c", SHORT);
        }
    }

    private Session session() throws Exception {
        return Server.find(given.server(), given.secrets()).open("postgres", "fence");
    }
}
