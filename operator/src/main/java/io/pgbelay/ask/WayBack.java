package io.pgbelay.ask;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.RestoreSource;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.WorkloadRef;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Promotion asks for the data of a restore point in the place of the live database.
 *
 * <p>The request belongs to nobody: deleting the Promotion must not take away what could undo it.
 */
public sealed interface WayBack {
    /** Workloads that a request can quiesce. */
    int MOST_QUIESCED = 4;

    /** It was not asked for yet. */
    record Unasked() implements WayBack {}

    /**
     * It is under way.
     *
     * @param confirmed whether it can change something by now
     */
    record Waiting(String message, boolean confirmed) implements WayBack {}

    /**
     * It has looked whether it can be done, and waits for its word.
     *
     * @param confirm the word
     * @param willReplace what will be replaced, for people
     */
    record Planned(String confirm, String willReplace) implements WayBack {}

    /** The data is back. */
    record Back(String message) implements WayBack {}

    /** It will never come. */
    record Bad(FailureReason reason, String message) implements WayBack {}

    /**
     * What is asked for.
     *
     * @param point the backup
     * @param quiesce what is scaled to 0 meanwhile, as far as a request can
     * @param expiresAt until when it has to be confirmed
     */
    static RestoreRequest of(Promotion promotion, BackupRun point, List<WorkloadRef> quiesce, String expiresAt) {
        var metadata = promotion.getMetadata();
        var labels = Labels.of(Labels.PROMOTION, metadata.getName());
        labels.put(Labels.PROMOTION_UID, metadata.getUid());
        var request = new RestoreRequest();
        request.setMetadata(new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(Names.wayBack(metadata.getName()))
                .withLabels(labels)
                .build());
        var template = Objects.requireNonNull(point.getStatus().template(), "a good run says how it was made");
        request.setSpec(RestoreRequestSpec.swap(
                new RestoreSource(new ObjectRef(point.getMetadata().getName()), null),
                RestoreTarget.swap(template.database().name()),
                promotion.getSpec().requestedBy(),
                "Promotion " + metadata.getName(),
                quiesce.stream().limit(MOST_QUIESCED).toList(),
                expiresAt));
        return request;
    }

    /** The one field that is set to have it carried out. */
    static GenericKubernetesResource confirmed(RestoreRequest request, String word) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(request.getApiVersion())
                .withKind(request.getKind())
                .withNewMetadata()
                .withNamespace(request.getMetadata().getNamespace())
                .withName(request.getMetadata().getName())
                .withUid(request.getMetadata().getUid())
                .endMetadata()
                .withAdditionalProperties(Map.of("spec", Map.of("confirm", word)))
                .build();
    }

    /** How it stands with the request of that name. */
    static WayBack read(@Nullable RestoreRequest request, Promotion promotion) {
        if (request == null) {
            return new Unasked();
        }
        var name = "RestoreRequest " + request.getMetadata().getName();
        var labels = Objects.requireNonNullElse(request.getMetadata().getLabels(), Map.<String, String>of());
        if (!promotion.getMetadata().getUid().equals(labels.get(Labels.PROMOTION_UID))) {
            return new Bad(FailureReason.NameTaken, name + " was made for something else");
        }
        var status = Objects.requireNonNullElse(request.getStatus(), RestoreRequestStatus.NONE);
        if (status.ended()) {
            return status.phase() == Phase.Succeeded
                    ? new Back(name + ": " + words(status))
                    : new Bad(FailureReason.DataNotBroughtBack, name + " failed. " + words(status));
        }
        var said = request.getSpec().confirm() != null;
        var plan = status.plan();
        return plan == null || plan.confirm() == null || said
                ? new Waiting(name + " is " + Objects.requireNonNullElse(status.phase(), "new"), said)
                : new Planned(plan.confirm(), Objects.requireNonNullElse(plan.willReplace(), plan.target()));
    }

    private static String words(RestoreRequestStatus status) {
        return status.conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(Condition::getMessage)
                .findFirst()
                .orElse("");
    }
}
