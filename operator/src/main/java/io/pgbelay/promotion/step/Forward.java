package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pgbelay.api.AllowedSource;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Held;
import io.pgbelay.api.OnFailure;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.Release;
import io.pgbelay.api.StepName;
import io.pgbelay.api.WorkloadImage;
import io.pgbelay.contract.Canonical;
import io.pgbelay.workload.RunningImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plan of a Promote: the image that the source really runs, for each workload. */
final class Forward {
    private static final String COMMIT = "org.opencontainers.image.revision";

    private final Facts seen;
    private final String version;

    private Forward(Facts seen) {
        this.seen = seen;
        this.version = requireNonNull(seen.spec().version(), "the schema asks for it");
    }

    static PromotionPlan plan(Facts seen) {
        return new Forward(seen).plan();
    }

    private PromotionPlan plan() {
        var place = seen.place();
        var source = source();
        var container = container(source);
        var running = running(source, container);
        var image = running.exact().toString();
        var before = Now.images(seen);
        refuseHeld(image, running.digest());
        return new PromotionPlan(
                before.getFirst().image() + " becomes " + image,
                place.getMetadata().getUid(),
                Canonical.digest(place.getSpec()),
                source.namespace() + "/" + source.name() + "/" + container,
                commit(deployment(source)),
                version,
                image,
                running.digest(),
                before.stream().map(one -> new WorkloadImage(one.name(), image)).toList(),
                before,
                versionBefore(),
                seen.status().schemaBefore(),
                null,
                null,
                null,
                onFailure(),
                null,
                override(),
                Consent.needed(place.getSpec().approval(), seen.spec()),
                steps());
    }

    private RunningImage running(AllowedSource source, String container) {
        return checked(
                source,
                RunningImage.of(deployment(source), container, seen.source().pods()));
    }

    private String container(AllowedSource source) {
        var first = seen.place().getSpec().workloads().getFirst();
        return requireNonNullElse(source.container(), first.container());
    }

    private @Nullable String override() {
        var override = seen.spec().overrideHold();
        return override == null ? null : override.reason();
    }

    private AllowedSource source() {
        var from = seen.spec().from();
        var policy = seen.place().getSpec();
        return policy.sourceMeant(from)
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.SourceNotAllowed,
                        from == null
                                ? "There are " + policy.allowedSources().size() + " sources: say which in from"
                                : "The Environment does not allow what is named in from: " + from));
    }

    private Deployment deployment(AllowedSource source) {
        var there = seen.source().deployment();
        if (there == null) {
            throw new PermanentFailure(
                    FailureReason.SourceMissing,
                    requireNonNullElse(
                            seen.source().trouble(),
                            "There is no Deployment " + source.namespace() + "/" + source.name()));
        }
        return there;
    }

    private RunningImage checked(AllowedSource source, RunningImage running) {
        var name = running.name();
        if (!source.tagOf(version).equals(name.tag())) {
            throw new PermanentFailure(
                    FailureReason.SourceRunsAnother,
                    "Deployment " + source.namespace() + "/" + source.name() + " runs " + name + ", not the tag "
                            + source.tagOf(version));
        }
        var repository = seen.place().getSpec().repository();
        if (repository != null && !repository.equals(name.repository())) {
            throw new PermanentFailure(
                    FailureReason.SourceNotAllowed, name + " is not of the repository " + repository);
        }
        return running;
    }

    private void refuseHeld(String image, @Nullable String digest) {
        var held = seen.placeStatus().held().stream()
                .filter(one -> same(one, image, digest))
                .findFirst();
        if (held.isPresent() && seen.spec().overrideHold() == null) {
            throw new PermanentFailure(
                    FailureReason.OnHold,
                    image + " was taken back by Promotion " + held.get().promotion());
        }
    }

    private static boolean same(Held held, String image, @Nullable String digest) {
        return held.image().equals(image) || (digest != null && held.image().endsWith("@" + digest));
    }

    private @Nullable String versionBefore() {
        Release current = seen.placeStatus().current();
        return current == null ? null : current.version();
    }

    private static @Nullable String commit(Deployment deployment) {
        var metadata = deployment.getSpec().getTemplate().getMetadata();
        if (metadata == null) {
            return null;
        }
        var labels = requireNonNullElse(metadata.getLabels(), Map.<String, String>of());
        var annotations = requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of());
        return annotations.getOrDefault(COMMIT, labels.get(COMMIT));
    }

    private OnFailure onFailure() {
        var asked = seen.spec().onFailure();
        if (!seen.place().getSpec().allow().onFailure().contains(asked)) {
            throw new PermanentFailure(FailureReason.NotAllowed, "onFailure: " + asked);
        }
        return asked;
    }

    private List<StepName> steps() {
        var steps = new ArrayList<>(configured());
        for (var skipped : seen.spec().skip()) {
            if (!seen.place().getSpec().allow().skip().contains(skipped)) {
                throw new PermanentFailure(FailureReason.NotAllowed, "skip: " + skipped);
            }
            steps.remove(skipped.step());
        }
        return List.copyOf(steps);
    }

    private List<StepName> configured() {
        var steps = new ArrayList<>(List.of(StepName.values()));
        steps.removeAll(List.of(StepName.Restore, StepName.Return));
        if (seen.place().getSpec().migration() == null) {
            steps.remove(StepName.Migrate);
        }
        if (seen.place().getSpec().cacheWarmup() == null) {
            steps.remove(StepName.WarmCache);
        }
        var backup = seen.place().getSpec().backup();
        if (backup == null) {
            steps.remove(StepName.Backup);
        } else if (!seen.scheduleThere()) {
            throw new PermanentFailure(
                    FailureReason.ScheduleNotFound,
                    "There is no BackupSchedule " + backup.scheduleRef().name());
        }
        return steps;
    }
}
