package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.postgres.Server;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the size of the database that is built beside a live one, and ends the order before the disk is full: SQL sees
 * no free space, so a person says how much there is.
 */
final class DiskBudget {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private final Thread thread;

    private DiskBudget(Thread thread) {
        this.thread = thread;
    }

    static DiskBudget over(Building building, @Nullable Long freeBytes, Server server, Errand errand) {
        return new DiskBudget(Thread.ofVirtual().name("budget").start(() -> {
            if (freeBytes != null) {
                look(building, freeBytes, server, errand);
            }
        }));
    }

    private static void look(Building building, long free, Server server, Errand errand) {
        try (var session = server.open(server.address().maintenanceDatabase(), "budget")) {
            while (!Thread.currentThread().isInterrupted()) {
                var bytes = session.number(
                        "SELECT coalesce(max(pg_database_size(oid)), 0) FROM pg_database WHERE datname = ?",
                        building.name());
                if (bytes > free) {
                    errand.watch()
                            .fail(new Failure(
                                    FailureReason.DiskBudgetExceeded,
                                    "the restored database has %d bytes by now, and freeBytes is %d"
                                            .formatted(bytes, free)));
                }
                Thread.sleep(LOOK);
            }
        } catch (SQLException e) {
            errand.say("could not look at the size of " + building.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks no more. */
    void close() {
        thread.interrupt();
    }
}
