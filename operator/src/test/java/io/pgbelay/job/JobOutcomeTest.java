package io.pgbelay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pgbelay.api.FailureReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOutcomeTest {
    private static final String CREATED = "2026-11-20T01:00:00Z";

    @Test
    void noJobIsMissing() {
        assertThat(JobOutcome.of(JobSeen.NOTHING)).isEqualTo(new JobOutcome.Missing());
    }

    @Test
    void aJobWithoutAPodIsStarting() {
        assertThat(JobOutcome.of(new JobSeen(job(false), null, List.of(), List.of())))
                .isEqualTo(new JobOutcome.Starting(null, "Waiting for a Pod", Instant.parse(CREATED)));
    }

    @Test
    void aPodThatTheClusterRefusesIsNamedByItsEvent() {
        var seen = new JobSeen(job(false), null, List.of("FailedCreate: exceeded quota"), List.of());

        assertThat(JobOutcome.of(seen))
                .isEqualTo(new JobOutcome.Starting(
                        FailureReason.PodRejected, "FailedCreate: exceeded quota", Instant.parse(CREATED)));
    }

    @Test
    void aFailedJobWhosePodIsGoneWasDeletedByHand() {
        assertThat(reason(JobOutcome.of(new JobSeen(job(true), null, List.of(), List.of()))))
                .isEqualTo(FailureReason.JobDeleted);
    }

    @Test
    void aDisruptionIsKnownByTheJobWhenThePodIsGone() {
        var job = new JobBuilder(job(true))
                .editStatus()
                .editFirstCondition()
                .withReason("PodFailurePolicy")
                .endCondition()
                .endStatus()
                .build();

        assertThat(reason(JobOutcome.of(new JobSeen(job, null, List.of(), List.of()))))
                .isEqualTo(FailureReason.Disrupted);
    }

    @Test
    void aMoverThatWasToldToStopCannotKnowByWhom() {
        var pod = pod(terminated(1, "Error", "{\"reason\":\"Aborted\",\"message\":\"told to stop\",\"stages\":[]}"));
        var deleted = new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(CREATED)
                .endMetadata()
                .build();

        assertThat(reason(judge(pod))).isEqualTo(FailureReason.WorkerKilled);
        assertThat(reason(judge(deleted))).isEqualTo(FailureReason.JobDeleted);
        assertThat(reason(judge(disrupted(deleted)))).isEqualTo(FailureReason.Disrupted);
    }

    @Test
    void theMoversOwnWordCounts() {
        var pod = pod(terminated(1, "Error", "{\"reason\":\"WrongPassword\",\"message\":\"no\",\"stages\":[]}"));

        assertThat(judge(pod))
                .isInstanceOfSatisfying(
                        JobOutcome.Ended.class,
                        ended -> assertThat(ended.outcome().reason()).isEqualTo(FailureReason.WrongPassword));
    }

    @ParameterizedTest
    @CsvSource({
        "137, OOMKilled, OutOfMemory",
        "137, Error, WorkerKilled",
        "1, Error, WorkerKilled",
    })
    void aMoverThatEndedWithoutAWordIsJudgedByItsExit(int exit, String word, FailureReason reason) {
        assertThat(reason(judge(pod(terminated(exit, word, null))))).isEqualTo(reason);
    }

    @Test
    void exitOf137MayBeTheMemoryLimitEvenWhereNobodySaysSo() {
        assertThat(judge(pod(terminated(137, "Error", null))))
                .isInstanceOfSatisfying(
                        JobOutcome.Died.class,
                        died -> assertThat(died.message()).contains("memory limit"));
    }

    @Test
    void anEvictedPodIsADisruption() {
        assertThat(reason(judge(disrupted(pod(terminated(143, "Error", null))))))
                .isEqualTo(FailureReason.Disrupted);
    }

    @Test
    void thePodsDeadlineIsNamed() {
        var pod = new PodBuilder(pod(terminated(137, "Error", null)))
                .editStatus()
                .withPhase("Failed")
                .withReason("DeadlineExceeded")
                .endStatus()
                .build();

        assertThat(reason(judge(pod))).isEqualTo(FailureReason.DeadlineExceeded);
    }

    @ParameterizedTest
    @CsvSource({
        "CreateContainerConfigError, SecretMissing",
        "ErrImagePull, ImageNotPulled",
        "ImagePullBackOff, ImageNotPulled",
        "InvalidImageName, ImageNotPulled",
        "CreateContainerError, PodRejected",
    })
    void whatKeepsAPodFromStartingIsAReason(String word, FailureReason reason) {
        var waiting = new ContainerStateBuilder().withNewWaiting("why", word).build();

        assertThat(judge(pod(waiting)))
                .isEqualTo(new JobOutcome.Starting(reason, word + ": why", Instant.parse(CREATED)));
    }

    @Test
    void aMissingVolumeShowsOnlyInAnEvent() {
        var creating = new ContainerStateBuilder()
                .withNewWaiting(null, "ContainerCreating")
                .build();
        var seen = new JobSeen(
                job(false), pod(creating), List.of("FailedMount: secret \"orders-ca\" not found"), List.of());

        assertThat(JobOutcome.of(seen))
                .isEqualTo(new JobOutcome.Starting(
                        FailureReason.SecretMissing,
                        "FailedMount: secret \"orders-ca\" not found",
                        Instant.parse(CREATED)));
    }

    @Test
    void aRunningMoverRuns() {
        var running = new ContainerStateBuilder().withNewRunning(CREATED).build();

        assertThat(judge(pod(running))).isEqualTo(new JobOutcome.Running());
    }

    private static Pod disrupted(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static JobOutcome judge(Pod pod) {
        return JobOutcome.of(new JobSeen(job(false), pod, List.of(), List.of("last words")));
    }

    private static @Nullable FailureReason reason(JobOutcome outcome) {
        return outcome instanceof JobOutcome.Died died ? died.reason() : null;
    }

    private static ContainerState terminated(int exit, String reason, @Nullable String message) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exit)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .build();
    }

    private static Job job(boolean failed) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("j")
                .withCreationTimestamp(CREATED)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Failed")
                .withStatus(failed ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(ContainerState mover) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withCreationTimestamp(CREATED)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("mover")
                        .withState(mover)
                        .build())
                .endStatus()
                .build();
    }
}
