package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be said about the Pods of a backup or restore; all else is ours. */
public record PodTemplate(
        @JsonPropertyDescription("Service account of the Pod, for web identity. Default: default, without a token.")
        @Size(max = 253)
        @Nullable
        String serviceAccountName,

        @JsonPropertyDescription("Labels added to the Pod. Default: none.")
        Map<String, String> labels,

        @JsonPropertyDescription("Annotations added to the Pod. Default: none.")
        Map<String, String> annotations,

        @JsonPropertyDescription("Labels that the node must have. Default: none.")
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints that are tolerated. Default: none.")
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity of the Pod. Default: none.") @Nullable
        Affinity affinity,

        @JsonPropertyDescription("Priority class of the Pod. Default: the cluster's.") @Size(max = 253) @Nullable
        String priorityClassName,

        @JsonPropertyDescription("Secrets with which images are pulled. Default: none.")
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("Security context of the Pod, instead of ours (uid 999). Default: restricted.")
        @Nullable
        PodSecurityContext securityContext,

        @JsonPropertyDescription(
                "Resources of the container that runs pg_dump or pg_restore. Default: 50m CPU and 64Mi asked for.")
        @Nullable
        ResourceRequirements postgresResources,

        @JsonPropertyDescription(
                "Resources of the mover's container. Default: 100m CPU and 256Mi asked for, 512Mi at most.")
        @Nullable
        ResourceRequirements moverResources) {
    /** Nothing said. */
    public static final PodTemplate NONE =
            new PodTemplate(null, Map.of(), Map.of(), Map.of(), List.of(), null, null, List.of(), null, null, null);

    public PodTemplate {
        labels = Map.copyOf(requireNonNullElse(labels, Map.of()));
        annotations = Map.copyOf(requireNonNullElse(annotations, Map.of()));
        nodeSelector = Map.copyOf(requireNonNullElse(nodeSelector, Map.of()));
        tolerations = List.copyOf(requireNonNullElse(tolerations, List.of()));
        imagePullSecrets = List.copyOf(requireNonNullElse(imagePullSecrets, List.of()));
    }
}
