package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policy of an Environment. Who asks for a promotion does not write it. */
public record EnvironmentSpec(
        @JsonPropertyDescription("What this place is called in release notes. Default: the namespace.")
        @Size(min = 1, max = 63)
        @Nullable
        String stage,

        @JsonPropertyDescription("What a release is deployed to; all get the same image.")
        @Required
        @Size(min = 1, max = 8)
        @ValidationRule(
                value = "self.all(a, self.exists_one(b, a.name == b.name))",
                message = "name each Deployment once")
        List<Workload> workloads,

        @JsonPropertyDescription("Deployments elsewhere whose running image may come here.")
        @Required
        @Size(min = 1, max = 16)
        List<AllowedSource> allowedSources,

        @JsonPropertyDescription(
                "Repository that an image must come from, such as registry.example/shop. Default: any.")
        @Size(min = 1, max = 255)
        @ValidationRule(
                value = "!self.contains('@') && !self.matches(':[^/]*$')",
                message = "write the repository alone, without tag and digest")
        @Nullable
        String repository,

        @JsonPropertyDescription("How a release comes into being. Default: Direct, within 15m.") @Default("{}")
        DeployPolicy deploy,

        @JsonPropertyDescription(
                "The restore point that is taken before anything changes. Default: none is taken, so no data can come back.")
        @Nullable
        RestorePointPolicy backup,

        @JsonPropertyDescription("How the schema follows a release. Default: it does not.") @Nullable
        MigrationPolicy migration,

        @JsonPropertyDescription("What is asked so that caches are filled. Default: nothing.") @Nullable
        WarmupPolicy cacheWarmup,

        @JsonPropertyDescription(
                "What has to answer before a release counts as good. Default: that its Pods are available is enough.")
        @Nullable
        VerificationPolicy verification,

        @JsonPropertyDescription(
                "Times in which no release begins; what has begun goes on, and a Rollback may begin at any time. Default: none.")
        @Size(max = 8)
        List<FreezeWindow> freezeWindows,

        @JsonPropertyDescription(
                "What a requester may choose. Default: to skip nothing, to freeze or to take the image back.")
        @Default("{}")
        AllowPolicy allow,

        @JsonPropertyDescription("Who has to agree. Default: one person who is not the requester, within 24h.")
        @Default("{}")
        ApprovalPolicy approval) {
    public EnvironmentSpec {
        workloads = List.copyOf(requireNonNullElse(workloads, List.of()));
        allowedSources = List.copyOf(requireNonNullElse(allowedSources, List.of()));
        freezeWindows = List.copyOf(requireNonNullElse(freezeWindows, List.of()));
        allow = requireNonNullElse(allow, AllowPolicy.DEFAULT);
        deploy = requireNonNullElse(deploy, DeployPolicy.DEFAULT);
        approval = requireNonNullElse(approval, ApprovalPolicy.DEFAULT);
    }

    /** The source that a promotion means: the one that it names, or the only one. */
    public Optional<AllowedSource> sourceMeant(@Nullable DeploymentRef from) {
        return from == null && allowedSources.size() != 1
                ? Optional.empty()
                : allowedSources.stream()
                        .filter(one -> from == null || one.names(from))
                        .findFirst();
    }

    /** What this place is called. */
    public String stageOr(String namespace) {
        return stage == null ? namespace : stage;
    }
}
