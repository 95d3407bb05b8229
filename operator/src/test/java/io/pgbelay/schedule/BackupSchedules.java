package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.Artifact;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleSpec;
import io.pgbelay.api.BackupScheduleSpec.ConcurrencyPolicy;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.Verification;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules and their runs for tests. */
final class BackupSchedules {
    private static final String CREATED = "2026-11-19T12:00:00Z";
    private static final Artifact ARTIFACT = new Artifact(
            "l",
            "m",
            "1 B",
            1L,
            1L,
            "a",
            "b",
            "c",
            null,
            null,
            "2026-11-18T01:00:00Z",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    private BackupSchedules() {}

    static Decision<BackupScheduleStatus> decide(BackupSchedule schedule, String now, BackupRun... runs) {
        return BackupSchedulePlanner.decide(new BackupScheduleSeen(schedule, List.of(runs)), Instant.parse(now));
    }

    static List<String> started(Decision<BackupScheduleStatus> decision) {
        return decision.actions().stream()
                .map(action -> ((Action.Create) action).object().getMetadata().getName())
                .toList();
    }

    static BackupSchedule nightly() {
        return schedule("0 1 * * *", null, null, false);
    }

    static BackupSchedule replacing(@Nullable String trigger) {
        return schedule("0 1 * * *", null, trigger, false, ConcurrencyPolicy.Replace);
    }

    static BackupSchedule schedule(String cron, @Nullable String deadline, @Nullable String trigger, boolean suspend) {
        return schedule(cron, deadline, trigger, suspend, ConcurrencyPolicy.Forbid);
    }

    static BackupSchedule schedule(
            String cron,
            @Nullable String deadline,
            @Nullable String trigger,
            boolean suspend,
            ConcurrencyPolicy policy) {
        var schedule = new BackupSchedule();
        schedule.setMetadata(new ObjectMetaBuilder()
                .withName("orders")
                .withNamespace("shop-prod")
                .withUid("uid")
                .withGeneration(1L)
                .withCreationTimestamp(CREATED)
                .build());
        schedule.setSpec(new BackupScheduleSpec(
                cron,
                "Etc/UTC",
                suspend,
                deadline,
                policy,
                trigger,
                3,
                BackupRuns.template(),
                Verification.DEFAULT,
                null));
        return schedule;
    }

    static BackupRun run(String name, Phase phase, @Nullable String end) {
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder().withName(name).build());
        run.setSpec(BackupRunSpec.ofSchedule("orders"));
        run.setStatus(status(phase, end, null));
        return run;
    }

    /** A run that the schedule itself made for a time, and that is under way. */
    static BackupRun ofSlot(String name) {
        var run = run(name, Phase.Running, null);
        run.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "pgbelay"));
        run.getMetadata().setAnnotations(Map.of(BackupRun.SLOT_ANNOTATION, "2026-11-19T01:00:00Z"));
        return run;
    }

    static BackupRun ofSlot(String name, Phase phase, int day) {
        var run = ofSlot(name);
        run.setStatus(status(phase, "2026-11-%02dT01:00:30Z".formatted(day), null));
        return run;
    }

    static BackupRunStatus status(Phase phase, @Nullable String end, @Nullable String replacedBy) {
        var start = end == null ? null : end.replace(":30Z", ":01Z");
        return new BackupRunStatus(
                1L,
                List.of(),
                phase,
                null,
                start,
                end,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                phase == Phase.Succeeded ? ARTIFACT : null,
                null,
                replacedBy);
    }
}
