package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Verification;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Conditions;
import io.pgbelay.queue.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackupRunPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");
    private static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());

    @Test
    void theTemplateIsLatchedBeforeAnythingActsOnIt() {
        var decision = decide(BackupRuns.ofSchedule(), BackupRuns.template(), JobSeen.NOTHING);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.status().template()).isEqualTo(BackupRuns.template());
        assertThat(decision.status().phase()).isEqualTo(Phase.Pending);
        assertThat(decision.next()).isEqualTo(new Next.Now());
    }

    @Test
    void aRunWithItsTemplateStartsItsFirstJob() {
        var decision = decide(begun(), null, JobSeen.NOTHING);

        assertThat(names(decision)).containsExactly("orders-20261120-010000-b1");
        assertThat(decision.status().phase()).isEqualTo(Phase.Running);
        assertThat(decision.status().attempts()).extracting(Attempt::job).containsExactly("orders-20261120-010000-b1");
        assertThat(decision.news()).extracting(deed -> deed.reason()).containsExactly("AttemptStarted");
    }

    @Test
    void aScheduleThatIsNotThereEndsTheRun() {
        var decision = decide(BackupRuns.ofSchedule(), null, JobSeen.NOTHING);

        assertThat(decision.status().phase()).isEqualTo(Phase.Failed);
        assertThat(reason(decision)).isEqualTo("ScheduleNotFound");
        assertThat(Conditions.holds(decision.status().conditions(), "Finished", "True"))
                .isTrue();
        assertThat(Conditions.holds(decision.status().conditions(), "Succeeded", "False"))
                .isTrue();
        assertThat(Conditions.holds(decision.status().conditions(), "Stalled", "True"))
                .isTrue();
    }

    @Test
    void aRunThatExpiredIsNotStarted() {
        var run = BackupRuns.inline(false, "2026-11-20T00:59:59Z");

        assertThat(reason(decide(run, BackupRuns.template(), JobSeen.NOTHING))).isEqualTo("Expired");
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() {
        var decision = decide(BackupRuns.inline(true, null), BackupRuns.template(), JobSeen.NOTHING);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.status().phase()).isEqualTo(Phase.Planned);
        assertThat(decision.status().usable()).isFalse();
        var plan = java.util.Objects.requireNonNull(decision.status().plan());
        assertThat(plan.database()).isEqualTo("orders-rw:5432/orders");
        assertThat(plan.image()).isEqualTo("postgres:16");
        assertThat(plan.location()).isEqualTo("s3://shop-backups/prod/production_orders_<time>_3f0c1d2e-1");
    }

    @Test
    void aFailedAttemptIsWrittenDownBeforeItsJobGoes() {
        var running = running();
        var ended = ended("{\"reason\":\"ServerLost\",\"message\":\"gone\",\"stages\":[]}");

        var closed = decide(running, null, ended);
        assertThat(closed.actions()).isEmpty();
        assertThat(closed.next()).isEqualTo(new Next.Now());
        assertThat(closed.status().attempts().getLast().reason()).isEqualTo(FailureReason.ServerLost);

        running.setStatus(closed.status());
        var dropped = decide(running, null, new JobSeen(job(), null, List.of(), List.of()));
        assertThat(dropped.actions()).containsExactly(new Action.Delete(job()));
    }

    @Test
    void successWithoutAnArtifactIsNoSuccess() {
        var decision = decide(running(), null, ended("{\"message\":\"done\",\"stages\":[]}"));

        assertThat(decision.status().phase()).isEqualTo(Phase.Failed);
        assertThat(reason(decision)).isEqualTo("InternalError");
    }

    @Test
    void aGoodOutcomeEndsTheRunWithItsArtifact() throws Exception {
        var outcome = new Outcome(null, "done", List.of(), BackupRuns.artifact(), null, null, null, null);

        var decision = decide(running(), null, ended(Json.MAPPER.writeValueAsString(outcome)));

        assertThat(decision.status().usable()).isTrue();
        assertThat(decision.status().artifact()).isEqualTo(BackupRuns.artifact());
        assertThat(Conditions.holds(decision.status().conditions(), "Succeeded", "True"))
                .isTrue();
        assertThat(decision.news()).extracting(deed -> deed.action()).containsExactly("db_backup_succeeded");
        assertThat(decision.news())
                .allSatisfy(deed ->
                        assertThat(deed.details()).containsKeys("trigger", "dump_path", "dump_hash", "size_bytes"));
    }

    @Test
    void aPassThatSawTheSameDecidesTheSame() {
        var seen = new BackupRunSeen(begun(), null, Verification.DEFAULT, JobSeen.NOTHING, null, List.of());

        assertThat(BackupRunPlanner.decide(seen, CONFIG, NOW)).isEqualTo(BackupRunPlanner.decide(seen, CONFIG, NOW));
    }

    @Test
    void afterTheEndNothingIsDoneAndNothingIsWritten() throws Exception {
        var run = running();
        var outcome = new Outcome(null, "done", List.of(), BackupRuns.artifact(), null, null, null, null);
        run.setStatus(decide(run, null, ended(Json.MAPPER.writeValueAsString(outcome)))
                .status());

        var again = decide(run, null, JobSeen.NOTHING);

        assertThat(again.actions()).isEmpty();
        assertThat(again.news()).isEmpty();
        assertThat(again.status()).isEqualTo(run.getStatus());
    }

    @Test
    void afterTheEndTheConditionsFollowTheGeneration() {
        var run = BackupRuns.ofSchedule();
        run.setStatus(decide(run, null, JobSeen.NOTHING).status());
        run.getMetadata().setGeneration(2L);

        var again = decide(run, null, JobSeen.NOTHING);

        assertThat(again.status().conditions())
                .allSatisfy(one -> assertThat(one.getObservedGeneration()).isEqualTo(2L));
        assertThat(again.status().phase()).isEqualTo(Phase.Failed);
    }

    @Test
    void aRunWaitsForItsTurnAndItsPlaceIsWrittenNowhere() {
        var run = begun();
        var taken = new Turn.DatabaseTaken("orders-rw:5432/orders");

        var queued = waiting(run, taken);
        run.setStatus(queued.status());
        var later = waiting(run, new Turn.Full(50));

        assertThat(queued.actions()).isEmpty();
        assertThat(queued.status().phase()).isEqualTo(Phase.Queued);
        assertThat(queued.status().conditions())
                .anyMatch(one -> one.getMessage().equals("Waiting for another backup of orders-rw:5432/orders"));
        assertThat(later.status()).as("no patch while it waits").isEqualTo(queued.status());
        assertThat(names(waiting(run, new Turn.Go()))).containsExactly("orders-20261120-010000-b1");
    }

    @Test
    void aRunThatExpiresWhileItWaitsIsNotStarted() {
        var run = BackupRuns.inline(false, "2026-11-20T00:59:59Z");
        run.setStatus(begun().getStatus());

        assertThat(reason(waiting(run, new Turn.Full(1)))).isEqualTo("Expired");
    }

    private static Decision<BackupRunStatus> waiting(BackupRun run, Turn turn) {
        return BackupRunPlanner.decide(
                new BackupRunSeen(run, null, Verification.DEFAULT, JobSeen.NOTHING, turn, List.of()), CONFIG, NOW);
    }

    @Test
    void aRunThatIsToGiveWayStopsItsJobAndEndsWhenItsEvidenceIsTaken() {
        var run = replaced(running());

        var stopped = decide(run, null, new JobSeen(job(), null, List.of(), List.of()));
        run.setStatus(stopped.status());
        var closed = decide(run, null, ended("{\"reason\":\"ServerLost\",\"message\":\"gone\",\"stages\":[]}"));
        run.setStatus(closed.status());
        var end = decide(run, null, JobSeen.NOTHING);

        assertThat(stopped.actions()).containsExactly(new Action.Stop(job()));
        assertThat(closed.status().attempts().getLast().reason()).isEqualTo(FailureReason.ServerLost);
        assertThat(end.status().phase()).isEqualTo(Phase.Failed);
        assertThat(reason(end)).isEqualTo("Replaced");
    }

    @Test
    void aRunThatIsToGiveWayBeforeItsFirstJobMakesNone() {
        var decision = decide(replaced(begun()), null, JobSeen.NOTHING);

        assertThat(decision.actions()).isEmpty();
        assertThat(reason(decision)).isEqualTo("Replaced");
    }

    @Test
    void aRunThatHasJustSucceededNeedNotGiveWay() throws Exception {
        var outcome = new Outcome(null, "done", List.of(), BackupRuns.artifact(), null, null, null, null);

        var decision = decide(replaced(running()), null, ended(Json.MAPPER.writeValueAsString(outcome)));

        assertThat(decision.status().usable()).isTrue();
    }

    private static BackupRun replaced(BackupRun run) {
        var status = Json.MAPPER.<com.fasterxml.jackson.databind.node.ObjectNode>valueToTree(run.getStatus());
        status.put("replacedBy", "orders-20261121-010000");
        run.setStatus(Json.MAPPER.convertValue(status, BackupRunStatus.class));
        return run;
    }

    private static Decision<BackupRunStatus> decide(BackupRun run, @Nullable BackupTemplate template, JobSeen job) {
        return BackupRunPlanner.decide(
                new BackupRunSeen(run, template, Verification.DEFAULT, job, null, List.of()), CONFIG, NOW);
    }

    private static BackupRun begun() {
        var run = BackupRuns.ofSchedule();
        run.setStatus(decide(run, BackupRuns.template(), JobSeen.NOTHING).status());
        return run;
    }

    private static BackupRun running() {
        var run = begun();
        run.setStatus(decide(run, null, JobSeen.NOTHING).status());
        return run;
    }

    private static JobSeen ended(String message) {
        return new JobSeen(job(), Pods.moverEnded(0, message), List.of(), List.of());
    }

    private static Job job() {
        return new JobBuilder()
                .withNewMetadata()
                .withName("orders-20261120-010000-b1")
                .withCreationTimestamp("2026-11-20T01:00:00Z")
                .endMetadata()
                .build();
    }

    private static List<String> names(Decision<BackupRunStatus> decision) {
        return decision.actions().stream()
                .map(action -> action instanceof Action.Create create
                        ? create.object().getMetadata().getName()
                        : "")
                .toList();
    }

    private static String reason(Decision<BackupRunStatus> decision) {
        return decision.status().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason())
                .findFirst()
                .orElseThrow();
    }
}
