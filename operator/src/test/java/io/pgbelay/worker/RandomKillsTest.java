package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStores;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A hundred backups, in each of which something is killed at a random moment of its life. None says that it succeeded
 * unless it has; none that failed has left a backup that anybody would take for one; what it left of uploads is swept by
 * the next. Moments are drawn from the length of a backup that nobody disturbs, as long as it takes on this machine now.
 */
@BesideTheLoops
class RandomKillsTest {
    private static final long SEED = 20_261_121;
    private static final int TRIES = 3;
    private static final int LONG = 14_000;

    /** What is killed, in the Pod or outside, and what it takes to go on afterwards. */
    private enum Victim {
        MOVER(34),
        PG_DUMP(26),
        POSTGRES(20),
        STORE(20);

        private final int kills;

        Victim(int kills) {
            this.kills = kills;
        }
    }

    /**
     * What became of the backups of a lane.
     *
     * @param wrong what must never be
     */
    private record Tally(Victim victim, int kills, int failed, List<String> wrong) {}

    @Test
    void aHundredRandomKills() throws Exception {
        // Not on virtual threads: servers that all tests share are started inside a class initializer, which pins its
        // carrier.
        try (var lanes = Executors.newFixedThreadPool(Victim.values().length)) {
            var tallies = new ArrayList<Tally>();
            var running = new ArrayList<Future<Tally>>();
            for (var victim : Victim.values()) {
                running.add(lanes.submit(() -> lane(victim)));
            }
            for (var lane : running) {
                tallies.add(lane.get());
            }
            assertThat(tallies.stream().flatMap(tally -> tally.wrong().stream()))
                    .isEmpty();
            assertThat(tallies.stream().mapToInt(Tally::kills).sum()).isEqualTo(100);
            assertThat(tallies)
                    .as("where nobody fails nothing was hit")
                    .allSatisfy(tally -> assertThat(tally.failed()).isPositive());
        }
    }

    /** Servers that are killed are the lane's own. */
    private static Tally lane(Victim victim) throws Exception {
        return switch (victim) {
            case MOVER, PG_DUMP -> new Lane(victim, Servers.s3(), Servers.postgres()).drive();
            case POSTGRES -> {
                try (var postgres = Servers.ownPostgres()) {
                    yield new Lane(victim, Servers.s3(), postgres).drive();
                }
            }
            case STORE -> {
                try (var s3 = Servers.ownS3()) {
                    yield new Lane(victim, s3, Servers.postgres()).drive();
                }
            }
        };
    }

    private static final class Lane {
        private final Victim victim;
        private final Random random;
        private final String database;
        private final List<String> wrong = new ArrayList<>();
        private final List<String> uids = new ArrayList<>();
        private final S3Server s3;
        private final PostgresServer postgres;
        private final Given given;
        // As long as a backup takes on this machine now, in nanoseconds.
        private long life;
        // As long as pg_dump lives at most, in milliseconds: shorter, the more often it was gone before the blow.
        private int lifeOfPgDump = 150;
        private int kills;
        private int failed;

        Lane(Victim victim, S3Server s3, PostgresServer postgres) {
            this.victim = victim;
            this.s3 = s3;
            this.postgres = postgres;
            this.given = Given.freshBucket(postgres, s3);
            this.random = new Random(SEED + victim.name().hashCode());
            this.database = Servers.fresh("small");
        }

        Tally drive() throws Exception {
            postgres.psql("postgres", "create database " + database);
            // Nine MB that nothing makes smaller: an upload in two parts.
            postgres.psql(database, """
                    create table noise as
                      select i, pg_read_binary_file('/dev/urandom', 0, 1000000) as bytes from generate_series(1, 9) i""");
            life = undisturbed();
            for (int i = 0; kills < victim.kills && i < TRIES * victim.kills; i++) {
                disturbed();
            }
            swept();
            return new Tally(victim, kills, failed, wrong);
        }

        private long undisturbed() throws Exception {
            var begun = System.nanoTime();
            var end = given.run(order());
            assertThat(end.exitCode()).as(end.log()).isZero();
            return System.nanoTime() - begun;
        }

        private Order.Dump order() {
            return Given.within(given.dump(database), 60, 10);
        }

        private void disturbed() throws Exception {
            var order = order();
            uids.add(order.request().uid());
            var begun = System.nanoTime();
            try (var pod = LocalPod.start(order, given.secrets())) {
                if (strike(pod, random.nextLong(life) / 1_000_000)) {
                    kills++;
                } else {
                    life = Math.min(life, System.nanoTime() - begun);
                }
                judge(order, pod.end());
            }
        }

        /** Whether there was anything to be hit. */
        private boolean strike(LocalPod pod, long millis) throws Exception {
            if (victim == Victim.PG_DUMP) {
                return strike(pod);
            }
            var alive = !pod.mover().waitFor(millis, TimeUnit.MILLISECONDS);
            if (alive) {
                strikeOthers(pod);
            }
            return alive;
        }

        /** It lives for a short part of the backup alone. */
        private boolean strike(LocalPod pod) throws Exception {
            while (pod.mover().isAlive() && pod.tools("pg_dump").isEmpty()) {
                Thread.sleep(1);
            }
            int moment = random.nextInt(lifeOfPgDump);
            Thread.sleep(moment);
            var found = pod.tools("pg_dump");
            found.forEach(ProcessHandle::destroyForcibly);
            if (found.isEmpty()) {
                lifeOfPgDump = (lifeOfPgDump + moment) / 2 + 1;
            }
            return !found.isEmpty();
        }

        private void strikeOthers(LocalPod pod) throws Exception {
            switch (victim) {
                case MOVER, PG_DUMP -> pod.mover().destroyForcibly().waitFor();
                case POSTGRES -> {
                    postgres.kill();
                    postgres.start();
                }
                case STORE -> {
                    s3.kill();
                    // Mostly shorter than the mover's patience, and now and then longer: some of these backups survive.
                    Thread.sleep(random.nextInt(4) == 0 ? LONG : random.nextInt(3_000));
                    s3.restart();
                }
            }
        }

        private void judge(Order.Dump order, LocalPod.End end) throws Exception {
            var uid8 = order.request().uid8();
            var manifests = given.contents().manifests().stream()
                    .filter(key -> key.contains(uid8))
                    .toList();
            if (end.exitCode() != 0) {
                failed++;
                failedWell(order, end, manifests);
            } else if (manifests.size() != 1 || !whole(manifests.getFirst())) {
                wrong.add(victim + ": a success without a backup: " + end.log());
            }
        }

        /** A mover that is killed after its last deed has made a backup, which the next attempt adopts. */
        private void failedWell(Order.Dump order, LocalPod.End end, List<String> manifests) throws Exception {
            if (victim != Victim.MOVER && (!manifests.isEmpty() || end.outcome().reason() == null)) {
                wrong.add(victim + ": a failure that left " + manifests + ": " + end.log());
            }
            if (victim == Victim.MOVER && !manifests.isEmpty()) {
                var next = given.run(Given.again(order));
                if (next.exitCode() != 0
                        || !next.outcome().message().contains("adopted")
                        || !whole(manifests.getFirst())) {
                    wrong.add("a manifest that nobody adopts: " + next.log());
                }
            }
        }

        private boolean whole(String key) throws Exception {
            var manifest = Json.MAPPER.readValue(given.contents().text(key), Manifest.class);
            var lines = new ProgressLines(new PrintStream(PrintStream.nullOutputStream()), Clock.systemUTC());
            try (var store = ObjectStores.open(given.storage(), given.secrets());
                    var watch = new Watch(Given.LIMITS, lines);
                    var dump = new ArchiveInput(
                            store, manifest.objects(), Unpacking.of(manifest, Map.of()), watch, bytes -> {})) {
                dump.check(manifest.dumpBytes(), manifest.dumpSha256());
                return true;
            }
        }

        /** The next backup of the database knows which ones have ended. */
        private void swept() throws Exception {
            var end = given.run(Altered.with(order(), "endedRuns", uids));
            assertThat(requireNonNull(end.outcome().artifact()).manifest())
                    .as(end.log())
                    .isNotBlank();
            given.contents()
                    .uploads()
                    .forEach(upload -> wrong.add(victim + ": an upload that nobody sweeps: " + upload));
        }
    }
}
