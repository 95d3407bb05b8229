package io.pgbelay.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.Retention;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.api.Verification;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Json;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules and their runs for tests. */
public final class BackupSchedules {
    private static final String CREATED = "2026-11-19T12:00:00Z";
    private static final Artifact ARTIFACT =
            Altered.with(BackupRuns.artifact(), "snapshotTime", "2026-11-18T01:00:00Z");

    static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());

    private BackupSchedules() {}

    static Decision<BackupScheduleStatus> decide(BackupSchedule schedule, String now, BackupRun... runs) {
        return BackupSchedulePlanner.decide(seen(schedule, List.of(runs)), CONFIG, Instant.parse(now));
    }

    static BackupScheduleSeen seen(BackupSchedule schedule, List<BackupRun> runs) {
        return new BackupScheduleSeen(schedule, runs, List.of(), JobSeen.NOTHING);
    }

    static List<String> started(Decision<BackupScheduleStatus> decision) {
        return decision.actions().stream()
                .map(action -> ((Action.Create) action).object().getMetadata().getName())
                .toList();
    }

    /** One of every night at one. */
    public static BackupSchedule nightly() {
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
                null,
                trigger,
                3,
                BackupRuns.template(),
                Verification.DEFAULT,
                null,
                null,
                null));
        return schedule;
    }

    static BackupRun run(String name, Phase phase, @Nullable String end) {
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withUid("uid-" + name + "-0000")
                .build());
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
        return Altered.with(
                BackupRunStatus.NONE,
                "observedGeneration",
                1L,
                "phase",
                phase,
                "startTime",
                end == null ? null : end.replace(":30Z", ":01Z"),
                "completionTime",
                end,
                "artifact",
                phase == Phase.Succeeded ? ARTIFACT : null,
                "replacedBy",
                replacedBy);
    }

    /** A nightly schedule with this retention. */
    static BackupSchedule keeping(Retention retention) {
        var schedule = nightly();
        schedule.setSpec(Altered.with(schedule.getSpec(), "retention", retention));
        schedule.setStatus(BackupScheduleStatus.NONE);
        return schedule;
    }

    static BackupScheduleStatus status(@Nullable RetentionStatus retention) {
        return Altered.with(BackupScheduleStatus.NONE, "retention", retention);
    }

    /** A good backup that the schedule made. */
    static BackupRun good(String name, String snapshot, String end) {
        var run = ofSlot(name);
        var artifact = Altered.with(BackupRuns.artifact(), "manifest", "m-" + name, "snapshotTime", snapshot);
        run.setStatus(Altered.with(BackupRuns.succeeded(artifact, end), "startTime", end));
        return run;
    }

    /** Writes one field of a status, as the API server would. */
    static void note(BackupRun run, String field, @Nullable Object value) {
        var status = Json.MAPPER.<ObjectNode>valueToTree(run.getStatus());
        status.set(field, Json.MAPPER.valueToTree(value));
        run.setStatus(Json.MAPPER.convertValue(status, BackupRunStatus.class));
    }

    static BackupRunSpec held(BackupRunSpec spec) {
        return Altered.with(spec, "hold", true);
    }

    static RestoreRequest restoreOf(String run) {
        var request = new RestoreRequest();
        request.setMetadata(new ObjectMetaBuilder().withName("look").build());
        var spec = Map.of("source", Map.of("runRef", Map.of("name", run)), "target", Map.of("database", "d"));
        request.setSpec(Json.MAPPER.convertValue(spec, RestoreRequestSpec.class));
        return request;
    }
}
