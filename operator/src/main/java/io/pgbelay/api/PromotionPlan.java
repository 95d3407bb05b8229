package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Promotion does, or would do; resolved once, and covered by status.planDigest. */
public record PromotionPlan(
        @JsonPropertyDescription("In one line: what becomes what.")
        String summary,

        @JsonPropertyDescription("UID of the Environment.") String environmentUid,

        @JsonPropertyDescription("SHA-256 of the Environment's spec, hex.")
        String environmentDigest,

        @JsonPropertyDescription("Where the image was found running, as namespace/name/container.") @Nullable
        String source,

        @JsonPropertyDescription("Commit that the source's Pods carry as org.opencontainers.image.revision.") @Nullable
        String commit,

        @JsonPropertyDescription("The version that will run.") @Nullable
        String version,

        @JsonPropertyDescription("The image that the first workload will run.")
        String image,

        @JsonPropertyDescription("Its digest, where the node that runs it tells one.") @Nullable
        String digest,

        @JsonPropertyDescription("The image of each workload that will run.")
        List<WorkloadImage> images,

        @JsonPropertyDescription("The image of each workload that runs now.")
        List<WorkloadImage> before,

        @JsonPropertyDescription("Version that runs now, where a Promotion brought it.") @Nullable
        String versionBefore,

        @JsonPropertyDescription("Revision of the schema now, where the application tells it.") @Nullable
        String schemaRevision,

        @JsonPropertyDescription("Revision to which a Rollback takes the schema back.") @Nullable
        String schemaTarget,

        @JsonPropertyDescription("BackupRun whose data a Rollback brings back.") @Nullable
        String restoredFrom,

        @JsonPropertyDescription("The instant that it shows: what was written since is lost.") @Nullable
        String writesLostSince,

        @JsonPropertyDescription("What becomes of a release that is not good.") @Nullable
        OnFailure onFailure,

        @JsonPropertyDescription("The Promotion that is taken back; of a Rollback alone.") @Nullable
        String undoes,

        @JsonPropertyDescription("Why a held image may come again.") @Nullable
        String overrideHold,

        @JsonPropertyDescription("How many approvals it takes.")
        Integer approvals,

        @JsonPropertyDescription("The steps that follow.") List<StepName> steps) {
    public PromotionPlan {
        images = List.copyOf(requireNonNullElse(images, List.of()));
        before = List.copyOf(requireNonNullElse(before, List.of()));
        steps = List.copyOf(requireNonNullElse(steps, List.of()));
        approvals = requireNonNullElse(approvals, 0);
    }
}
