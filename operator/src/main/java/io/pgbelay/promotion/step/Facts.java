package io.pgbelay.promotion.step;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.Environment;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.Workload;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Identity;
import io.pgbelay.kube.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a pass.
 *
 * @param environment the one that is named; absent where it is not there
 * @param deployments those of the Environment's workloads that are there
 * @param source the Deployment that runs the version; read only while nothing has changed yet
 * @param scheduleThere whether the restore point's BackupSchedule is there
 * @param restorePoint the BackupRun of the name that this promotion gives it
 * @param wayBack the restore point of the release that a Rollback takes back, where its data shall come back
 * @param restore the RestoreRequest of the name that this promotion gives it
 * @param notes the ConfigMap of the name that this promotion gives its release notes
 * @param jobs those of this promotion, by name
 * @param workerImage image of our worker
 * @param patience how long a Pod may be kept from starting
 * @param identity whether the API server holds who asks and who approves
 */
public record Facts(
        Promotion promotion,
        @Nullable Environment environment,
        List<Deployment> deployments,
        Origin source,
        boolean scheduleThere,
        @Nullable BackupRun restorePoint,
        @Nullable BackupRun wayBack,
        @Nullable RestoreRequest restore,
        @Nullable ConfigMap notes,
        Map<String, JobSeen> jobs,
        String workerImage,
        Duration patience,
        Identity identity) {
    public Facts {
        jobs = Map.copyOf(jobs);
        deployments = List.copyOf(deployments);
    }

    /** What was said of the promotion so far. */
    public PromotionStatus status() {
        return Objects.requireNonNullElse(promotion.getStatus(), PromotionStatus.NONE);
    }

    /** What is asked for. */
    public PromotionSpec spec() {
        return promotion.getSpec();
    }

    /**
     * The Environment.
     *
     * @throws PermanentFailure where it is not there
     */
    public Environment place() {
        if (environment == null) {
            throw new PermanentFailure(
                    FailureReason.EnvironmentNotFound,
                    "There is no Environment " + spec().environmentRef().name());
        }
        return environment;
    }

    /** What the Environment says of itself. */
    public EnvironmentStatus placeStatus() {
        return environment == null
                ? EnvironmentStatus.NONE
                : Objects.requireNonNullElse(environment.getStatus(), EnvironmentStatus.NONE);
    }

    /** The plan, which stands from the first step on. */
    public PromotionPlan plan() {
        return Objects.requireNonNull(status().plan(), "no step but the first runs without a plan");
    }

    /** Whether it is this promotion's turn. */
    public boolean hasTheTurn() {
        var turn = placeStatus().active();
        return turn != null && turn.promotionUid().equals(uid());
    }

    /** What was seen of a Job of this promotion. */
    public JobSeen job(String name) {
        return jobs.getOrDefault(name, JobSeen.NOTHING);
    }

    /** Whether our finalizer stands on the promotion. */
    public boolean held() {
        return promotion.getMetadata().getFinalizers().contains(Labels.HELD);
    }

    /** Whether the promotion is to go: then it goes no further. */
    public boolean deleting() {
        return promotion.getMetadata().getDeletionTimestamp() != null;
    }

    /** The UID of the promotion. */
    public String uid() {
        return promotion.getMetadata().getUid();
    }

    /** The name of the promotion. */
    public String name() {
        return promotion.getMetadata().getName();
    }

    /**
     * The Deployment of a workload.
     *
     * @throws PermanentFailure where it is not there
     */
    public Deployment deployment(Workload workload) {
        return deployments.stream()
                .filter(one -> one.getMetadata().getName().equals(workload.name()))
                .findFirst()
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.WorkloadMissing, "There is no Deployment " + workload.name()));
    }
}
