package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the size of the database that is built beside a live one, and ends the order before the disk is full: SQL sees
 * no free space, so a person says how much there is.
 */
final class DiskBudget implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private final Building building;
    private final @Nullable Long freeBytes;
    private final Thread thread;

    private DiskBudget(Building building, @Nullable Long freeBytes, Server server, Errand errand) {
        this.building = building;
        this.freeBytes = freeBytes;
        thread = Thread.ofVirtual().name("budget").start(() -> keepLooking(server, errand));
    }

    static DiskBudget over(Building building, @Nullable Long freeBytes, Server server, Errand errand) {
        return new DiskBudget(building, freeBytes, server, errand);
    }

    private void keepLooking(Server server, Errand errand) {
        if (freeBytes == null) {
            return;
        }
        try (var session = server.open(server.address().maintenanceDatabase(), "budget")) {
            while (!Thread.currentThread().isInterrupted()) {
                excess(session).ifPresent(errand.watch()::fail);
                Thread.sleep(LOOK);
            }
        } catch (SQLException e) {
            errand.say("could not look at the size of " + building.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The last look, at the database that is whole: a small one may have been built between two looks.
     *
     * @throws Failure DiskBudgetExceeded where it is larger than there was room
     */
    void settle(Session session) throws SQLException {
        var excess = excess(session);
        if (excess.isPresent()) {
            throw excess.get();
        }
    }

    private Optional<Failure> excess(Session session) throws SQLException {
        if (freeBytes == null) {
            return Optional.empty();
        }
        var bytes = session.number(
                "SELECT coalesce(max(pg_database_size(oid)), 0) FROM pg_database WHERE datname = ?", building.name());
        return bytes <= freeBytes
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureReason.DiskBudgetExceeded,
                        "the restored database has %d bytes by now, and freeBytes is %d".formatted(bytes, freeBytes)));
    }

    /** Looks no more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
