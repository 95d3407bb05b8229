package io.pgbelay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.control.Action;
import io.pgbelay.cron.Cron;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A schedule of every five minutes through random days: the operator dies between any two steps, its cache lags by up
 * to a period, it is down for hours, runs take long, the clock is set. Every time has one run or is counted as missed, never both.
 */
class CrashHistoriesTest {
    private static final String CRON = "*/5 * * * *";
    private static final Instant START = Instant.parse("2026-11-19T12:00:00Z");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTimeHasOneRunOrIsCounted(boolean replace) {
        for (var seed = 0; seed < 60; seed++) {
            var world = new Cluster(new Random(seed), replace);
            for (var pass = 0; pass < 150; pass++) {
                world.pass(false);
            }
            assertThat(world.made).as("seed %d", seed).hasSizeGreaterThan(10);
            assertThat(world.madeTwice).as("seed %d", seed).isEmpty();
            assertThat(world.madeUntilThen() + world.missed())
                    .as("seed %d", seed)
                    .isEqualTo(world.timesDealtWith());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noTimeHasTwoRunsWhateverTheClockDoes(boolean replace) {
        for (var seed = 0; seed < 60; seed++) {
            var world = new Cluster(new Random(seed), replace);
            for (var pass = 0; pass < 150; pass++) {
                world.pass(true);
            }
            assertThat(world.made).as("seed %d", seed).isNotEmpty();
            assertThat(world.madeTwice).as("seed %d", seed).isEmpty();
        }
    }

    /** What an API server would hold, and an operator that may die at any point of a pass. */
    private static final class Cluster {
        private final Random random;
        private final io.pgbelay.api.BackupSchedule schedule;
        private final Map<String, BackupRun> runs = new HashMap<>();
        private final Set<String> made = new HashSet<>();
        private final List<String> madeTwice = new ArrayList<>();
        private final Set<String> unseen = new HashSet<>();
        private Instant now = START;

        Cluster(Random random, boolean replace) {
            this.random = random;
            var policy = replace
                    ? io.pgbelay.api.BackupScheduleSpec.ConcurrencyPolicy.Replace
                    : io.pgbelay.api.BackupScheduleSpec.ConcurrencyPolicy.Forbid;
            this.schedule = BackupSchedules.schedule(CRON, "20m", null, false, policy);
        }

        void pass(boolean clockIsSet) {
            var before = now;
            now = now.plusSeconds(random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(200));
            if (clockIsSet && random.nextInt(10) == 0) {
                now = now.plusSeconds(random.nextInt(20_000) - 10_000);
            }
            if (before.getEpochSecond() / 300 != now.getEpochSecond() / 300) {
                unseen.clear();
            }
            runs.values().forEach(this::mayEnd);
            var seen = runs.values().stream()
                    .filter(run -> !unseen.contains(run.getMetadata().getName()))
                    .toList();
            unseen.clear();
            var decision =
                    BackupSchedulePlanner.decide(BackupSchedules.seen(schedule, seen), BackupSchedules.CONFIG, now);
            for (var action : decision.actions()) {
                if (random.nextInt(6) == 0) {
                    return;
                }
                carryOut(action);
            }
            if (random.nextInt(4) != 0) {
                schedule.setStatus(decision.status());
            }
        }

        private void carryOut(Action action) {
            switch (action) {
                case Action.Create create -> create((BackupRun) create.object());
                case Action.Note note -> ended((BackupRun) note.object(), Phase.Failed);
                case Action.DeleteAsSeen gone ->
                    runs.remove(gone.object().getMetadata().getName());
                case Action.Delete ignored -> throw new AssertionError("nothing is deleted unseen");
                case Action.Apply ignored -> throw new AssertionError("nothing of others is changed");
                case Action.Scale ignored -> throw new AssertionError("a schedule scales nothing");
                case Action.Hold ignored -> throw new AssertionError("a schedule holds nothing");
                case Action.Release ignored -> throw new AssertionError("a schedule holds nothing");
                case Action.Stop ignored -> throw new AssertionError("a schedule has no Job to stop");
            }
        }

        /** The API server knows names: a second creation while the first is there changes nothing. */
        private void create(BackupRun run) {
            run.getMetadata().setUid("uid-" + run.getMetadata().getName());
            var name = run.getMetadata().getName();
            if (runs.containsKey(name)) {
                return;
            }
            if (!made.add(name)) {
                madeTwice.add(name);
            }
            run.setStatus(BackupSchedules.status(Phase.Running, null, null));
            runs.put(name, run);
            if (random.nextInt(3) == 0) {
                unseen.add(name);
            }
        }

        private void mayEnd(BackupRun run) {
            if (!run.getStatus().ended() && random.nextInt(3) == 0) {
                ended(run, random.nextBoolean() ? Phase.Succeeded : Phase.Failed);
            }
        }

        private void ended(BackupRun run, Phase phase) {
            run.setStatus(BackupSchedules.status(phase, Times.format(now).replaceFirst("..Z$", "30Z"), null));
        }

        /** The last pass may have died before it wrote down what it had made. */
        long madeUntilThen() {
            var last = Objects.requireNonNull(schedule.getStatus().lastScheduleTime());
            var slot = Names.scheduledRun("orders", Instant.parse(last));
            return made.stream().filter(name -> name.compareTo(slot) <= 0).count();
        }

        long missed() {
            return Objects.requireNonNull(schedule.getStatus().missedRuns());
        }

        long timesDealtWith() {
            var last = Instant.parse(schedule.getStatus().lastScheduleTime());
            var cron = Cron.parse(CRON, "x");
            var count = 0L;
            for (var tick = START; tick.isBefore(last); count++) {
                tick = cron.next(tick, ZoneOffset.UTC).orElseThrow();
            }
            return count;
        }
    }
}
