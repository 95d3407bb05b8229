package io.pgbelay.worker;

import io.pgbelay.playground.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that write to a database all the while, and connect again as soon as they are sent away. The old database has a
 * table {@code later} and 7 rows in {@code t}, the new one has no such table and 20000 rows: anything else is a half.
 */
final class Writers implements AutoCloseable {
    private static final String LOOK =
            "select (to_regclass('public.later') is not null) || ' ' || (select count(*) from public.t)";

    private final PostgresServer server;
    private final String database;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger sawNew = new AtomicInteger();
    private final Queue<String> halves = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;
    private volatile boolean over;

    private Writers(PostgresServer server, String database, int count) {
        this.server = server;
        this.database = database;
        this.threads = IntStream.range(0, count)
                .mapToObj(i -> Thread.ofPlatform().name("writer-" + i).unstarted(this::connectAgain))
                .toList();
    }

    static Writers start(PostgresServer server, String database, int count) {
        var writers = new Writers(server, database, count);
        writers.threads.forEach(Thread::start);
        return writers;
    }

    private void connectAgain() {
        while (!over) {
            try (var guest = new Guest(server, database)) {
                write(guest);
            } catch (SQLException e) {
                if (!List.of("57P01", "08006", "08001", "08003", "3D000", "55000", "57P03")
                        .contains(e.getSQLState())) {
                    halves.add(e.getSQLState() + " " + e.getMessage());
                }
            }
        }
    }

    private void write(Guest guest) throws SQLException {
        while (!over) {
            var seen = guest.ask(LOOK);
            switch (seen) {
                case "true 7" -> {
                    guest.ask("insert into public.later values (" + next.incrementAndGet() + ")");
                    acknowledged.incrementAndGet();
                }
                case "false 20000" -> sawNew.incrementAndGet();
                default -> halves.add(seen);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int acknowledged() {
        return acknowledged.get();
    }

    int sawNew() {
        return sawNew.get();
    }

    Queue<String> halves() {
        return halves;
    }

    void stop() throws InterruptedException {
        over = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
