package io.pgbelay.backup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Copy;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.CopyStatus.Phase;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.S3;
import io.pgbelay.api.S3Credentials;
import io.pgbelay.api.Verification;
import io.pgbelay.api.Volume;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Copies of a good backup: each by Jobs of its own, tried again alone. */
class CopiesTest {
    private static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());
    private static final String END = "2026-11-20T01:00:30Z";

    private final BackupRun run = succeeded(template());
    private Instant now = Instant.parse(END);

    @Test
    void aGoodBackupIsCopiedToEachStorageByAJobOfItsOwn() {
        var decision = pass(Map.of());

        assertThat(jobs(decision))
                .extracting(CopiesTest::name)
                .allSatisfy(name -> assertThat(name).matches("orders-20261120-010000-c1-[0-9a-f]{8}"));
        assertThat(decision.status().phase()).isEqualTo(BackupRunStatus.Phase.Succeeded);
        assertThat(decision.status().copies())
                .extracting(CopyStatus::phase)
                .containsExactly(Phase.Copying, Phase.Copying);
        assertThat(condition(decision))
                .extracting(Condition::getStatus, Condition::getReason)
                .containsExactly("False", "Copying");
        assertThat(names(pass(Map.of())))
                .as("a pass that died before it wrote is done again and comes to the same")
                .isEqualTo(names(decision));
    }

    @Test
    void theJobHasTheKeysOfTwoStoragesAndKnowsNoDatabase() {
        var job = jobs(pass(Map.of())).getFirst();
        var pod = job.getSpec().getTemplate().getSpec();

        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .containsExactlyInAnyOrder(
                        "PGBELAY_FROM_AWS_ACCESS_KEY_ID",
                        "PGBELAY_FROM_AWS_SECRET_ACCESS_KEY",
                        "PGBELAY_TO_AWS_ACCESS_KEY_ID",
                        "PGBELAY_TO_AWS_SECRET_ACCESS_KEY",
                        "PGBELAY_ORDER",
                        "PGBELAY_DIR",
                        "TMPDIR",
                        "PGBELAY_TERMINATION_LOG");
        assertThat(pod.getContainers().getFirst().getEnv().toString())
                .contains("s3-offsite", "s3-writer")
                .doesNotContain("orders-backup");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void whenAllAreWholeTheConditionIsTrue() {
        write(pass(Map.of()));
        write(pass(Map.of("offsite", done("there"), "nas", done("nas"))));
        var decision = pass(Map.of());

        assertThat(decision.status().copies()).extracting(CopyStatus::phase).containsOnly(Phase.Succeeded);
        assertThat(decision.status().copies().getFirst().manifest()).isEqualTo("there.manifest.json");
        assertThat(condition(decision))
                .extracting(Condition::getStatus, Condition::getReason)
                .containsExactly("True", "Copied");
        assertThat(decision.actions()).isEmpty();
        assertThat(decision.next()).isEqualTo(new Next.OnEvent());
    }

    @Test
    void oneThatFailsIsTriedAgainAloneAfterAPauseThatDoubles() {
        write(pass(Map.of()));
        var failed = write(pass(Map.of("offsite", failed(FailureReason.BucketMissing), "nas", done("nas"))));
        var pauses = new ArrayList<Duration>();

        assertThat(failed.status().usable()).isTrue();
        assertThat(failed.news()).extracting(deed -> deed.reason()).containsExactly("CopyFailed", "CopySucceeded");
        assertThat(condition(failed).getReason()).isEqualTo("CopyFailed");
        assertThat(condition(failed).getMessage())
                .startsWith("Copy offsite, BucketMissing: no bucket. Create the bucket")
                .contains("It is tried again at 2026-11-20T01:00:40Z. The backup itself is good");
        for (int attempt = 2; attempt <= 14; attempt++) {
            var due = Instant.parse(requireNonNull(offsite().nextAttemptTime()));
            pauses.add(Duration.between(now, due));
            assertThat(jobs(pass(Map.of()))).isEmpty();
            now = due;
            assertThat(jobs(write(pass(Map.of()))))
                    .singleElement()
                    .extracting(CopiesTest::name)
                    .asString()
                    .contains("-c" + attempt + "-");
            assertThat(condition(pass(Map.of())).getStatus()).isEqualTo("False");
            write(pass(Map.of("offsite", failed(FailureReason.BucketMissing))));
        }
        assertThat(pauses)
                .startsWith(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40))
                .endsWith(Duration.ofHours(6));
    }

    @Test
    void theJobOfAFailureGoesWhenItsEvidenceIsWrittenDown() {
        write(pass(Map.of()));
        var job = failed(FailureReason.StorageDenied);
        var failed = write(pass(Map.of("offsite", job)));

        assertThat(failed.actions()).isEmpty();
        assertThat(pass(Map.of("offsite", job)).actions())
                .containsExactly(new Action.Delete(requireNonNull(job.job())));
    }

    @Test
    void afterAWeekNobodyTriesAnyMore() {
        write(pass(Map.of()));
        now = now.plus(Duration.ofDays(7));
        write(pass(Map.of("offsite", failed(FailureReason.StorageUnreachable), "nas", done("nas"))));
        var decision = pass(Map.of());

        assertThat(offsite().phase()).isEqualTo(Phase.Failed);
        assertThat(condition(decision).getMessage()).contains("Nobody tries it any more.");
        assertThat(decision.next()).isEqualTo(new Next.OnEvent());
    }

    @Test
    void whatRetentionIsAboutToDeleteIsCopiedNoMore() {
        write(pass(Map.of()));
        write(pass(Map.of("offsite", failed(FailureReason.StorageUnreachable), "nas", done("nas"))));
        run.setStatus(Altered.with(run.getStatus(), "expired", Expiry.Going));
        now = now.plus(Duration.ofHours(1));

        assertThat(pass(Map.of()).actions()).isEmpty();
        assertThat(pass(Map.of()).status().copies()).isEqualTo(run.getStatus().copies());
    }

    @Test
    void whatWasLetGoAfterItsCopyWasDeletedIsCopiedAnew() {
        write(pass(Map.of()));
        write(pass(Map.of("offsite", done("there"), "nas", done("nas"))));
        var copies = run.getStatus().copies();
        run.setStatus(Altered.with(
                run.getStatus(), "copies", List.of(copies.getFirst().deleted(), copies.getLast())));

        assertThat(jobs(pass(Map.of())))
                .singleElement()
                .extracting(CopiesTest::name)
                .asString()
                .contains("-c2-");
    }

    @Test
    void withoutCopiesNothingIsSaid() {
        var plain = succeeded(BackupRuns.template());
        var decision = BackupRunPlanner.decide(
                new BackupRunSeen(plain, null, Verification.DEFAULT, JobSeen.NOTHING, null, List.of()), CONFIG, now);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.status().conditions())
                .noneMatch(one -> one.getType().equals("CopiesComplete"));
    }

    private Decision<BackupRunStatus> pass(Map<String, JobSeen> copies) {
        return BackupRunPlanner.decide(
                new BackupRunSeen(run, null, Verification.DEFAULT, JobSeen.NOTHING, running(copies), null, List.of()),
                CONFIG,
                now);
    }

    /** A Job of which nothing is said is there, and its mover has not begun. */
    private Map<String, JobSeen> running(Map<String, JobSeen> copies) {
        var all = new HashMap<>(copies);
        run.getStatus().copies().stream()
                .filter(one -> one.phase() == Phase.Copying)
                .forEach(one -> all.putIfAbsent(one.name(), new JobSeen(job(now), null, List.of(), List.of())));
        return all;
    }

    private Decision<BackupRunStatus> write(Decision<BackupRunStatus> decision) {
        run.setStatus(decision.status());
        return decision;
    }

    private CopyStatus offsite() {
        return run.getStatus().copies().getFirst();
    }

    private static BackupRun succeeded(BackupTemplate template) {
        var run = BackupRuns.ofSchedule();
        run.setStatus(Altered.with(BackupRuns.succeeded(BackupRuns.artifact(), END), "template", template));
        return run;
    }

    private static BackupTemplate template() {
        var s3 = Altered.<S3>with(
                requireNonNull(BackupRuns.template().storage().s3()),
                "bucket",
                "offsite",
                "credentials",
                new S3Credentials("s3-offsite", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        return Altered.with(
                BackupRuns.template(),
                "copies",
                List.of(new Copy("offsite", s3, null, true), new Copy("nas", null, new Volume("nas", ""), true)));
    }

    private static JobSeen done(String key) {
        var artifact = Altered.with(BackupRuns.artifact(), "location", key, "manifest", key + ".manifest.json");
        return ended(new Outcome(null, "copied", List.of(), artifact, null, null, null, null));
    }

    private static JobSeen failed(FailureReason reason) {
        return ended(Outcome.plain(reason, "no bucket"));
    }

    private static JobSeen ended(Outcome outcome) {
        try {
            return Pods.ended(job(Instant.parse(END)), outcome);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an outcome is plain data", e);
        }
    }

    private static Job job(Instant created) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("copy")
                .withCreationTimestamp(created.toString())
                .endMetadata()
                .build();
    }

    private static List<Job> jobs(Decision<BackupRunStatus> decision) {
        return decision.actions().stream()
                .filter(Action.Create.class::isInstance)
                .map(action -> (Job) ((Action.Create) action).object())
                .toList();
    }

    private static List<String> names(Decision<BackupRunStatus> decision) {
        return jobs(decision).stream().map(CopiesTest::name).toList();
    }

    private static String name(Job job) {
        return job.getMetadata().getName();
    }

    private static Condition condition(Decision<BackupRunStatus> decision) {
        return decision.status().conditions().stream()
                .filter(one -> one.getType().equals("CopiesComplete"))
                .findFirst()
                .orElseThrow();
    }
}
