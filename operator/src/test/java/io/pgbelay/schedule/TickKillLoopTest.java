package io.pgbelay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The real operator is killed (-9) at five ticks of twenty schedules: at a hundred ticks. Each has exactly one run, or is
 * counted as missed where the operator was away until the next. No Postgres is asked: a Secret is missing on purpose.
 */
class TickKillLoopTest {
    private static final int SCHEDULES = 20;
    private static final int KILLS = 5;
    private static final int PERIOD = 10;

    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void everyTickHasOneRunOrIsCounted() throws InterruptedException {
        for (var number = 0; number < SCHEDULES; number++) {
            world.kubectlApply(schedule(number));
        }
        var random = new Random(7);
        for (var kill = 0; kill < KILLS; kill++) {
            Thread.sleep(untilTheNextTick().plusMillis(random.nextInt(700)));
            world.operator().kill();
            world.operator().start();
        }
        scene.await(() -> schedules().stream().allMatch(one -> runs(one).size() >= KILLS));
        for (var schedule : schedules()) {
            var name = schedule.getMetadata().getName();
            scene.kubectl("patch", "bsched", name, "--type=merge", "-p", "{\"spec\":{\"suspend\":true}}");
        }
        scene.await(() -> schedules().stream().allMatch(TickKillLoopTest::settled));

        for (var schedule : schedules()) {
            var slots = runs(schedule).stream().map(TickKillLoopTest::slot).toList();
            assertThat(slots).doesNotHaveDuplicates();
            assertThat(slots.size()
                            + Objects.requireNonNull(schedule.getStatus().missedRuns()))
                    .as("%s of %s", slots, schedule)
                    .isEqualTo(ticks(schedule, slots));
        }
    }

    private String schedule(int number) {
        return scene.schedule("@every " + PERIOD + "s")
                .replace("name: orders,", "name: tick-" + number + ",")
                .replace("spec:\n", "spec:\n  failedRunsHistoryLimit: 100\n")
                .replace("host: " + scene.postgres().host(), "host: db-" + number + ".invalid")
                .replace("secretName: orders-backup", "secretName: not-there");
    }

    private static Duration untilTheNextTick() {
        var now = Instant.now();
        var next = Instant.ofEpochSecond(now.getEpochSecond() / PERIOD * PERIOD + PERIOD);
        return Duration.between(now, next);
    }

    private List<BackupSchedule> schedules() {
        return world.client()
                .resources(BackupSchedule.class)
                .inNamespace(scene.namespace())
                .list()
                .getItems();
    }

    private List<BackupRun> runs(BackupSchedule schedule) {
        return world.client()
                .resources(BackupRun.class)
                .inNamespace(scene.namespace())
                .withLabel(BackupRun.SCHEDULE_LABEL, schedule.getMetadata().getName())
                .list()
                .getItems();
    }

    private static boolean settled(BackupSchedule schedule) {
        var status = schedule.getStatus();
        return status.nextScheduleTime() == null && status.active().isEmpty();
    }

    private static Instant slot(BackupRun run) {
        return Instant.parse(run.getMetadata().getAnnotations().get(BackupRun.SLOT_ANNOTATION));
    }

    /** From the schedule's creation to its newest run: what is missed after that is not counted yet. */
    private static long ticks(BackupSchedule schedule, List<Instant> slots) {
        var created = Instant.parse(schedule.getMetadata().getCreationTimestamp());
        var first = created.getEpochSecond() / PERIOD + 1;
        var last = slots.stream().mapToLong(Instant::getEpochSecond).max().orElseThrow() / PERIOD;
        return IntStream.rangeClosed((int) first, (int) last).count();
    }
}
