package io.pgbelay.workload;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pgbelay.kube.FieldOwner;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who set a container's image last, as the API server wrote it down in managedFields. */
public final class ImageOwner {
    private ImageOwner() {}

    /** The manager besides us that set the image last, or a word for nobody known. */
    public static String of(Deployment deployment, String container) {
        var path = List.of("f:spec", "f:template", "f:spec", "f:containers", "k:{\"name\":\"" + container + "\"}");
        return deployment.getMetadata().getManagedFields().stream()
                .filter(entry -> !FieldOwner.NAME.equals(entry.getManager()))
                .filter(entry -> holds(entry, path))
                .max(Comparator.comparing(entry -> Objects.requireNonNullElse(entry.getTime(), "")))
                .map(ManagedFieldsEntry::getManager)
                .orElse("somebody");
    }

    private static boolean holds(ManagedFieldsEntry entry, List<String> path) {
        Object at = entry.getFieldsV1() == null ? null : entry.getFieldsV1().getAdditionalProperties();
        for (var part : path) {
            at = child(at, part);
        }
        return child(at, "f:image") != null;
    }

    private static @Nullable Object child(@Nullable Object at, String part) {
        return at instanceof Map<?, ?> map ? map.get(part) : null;
    }
}
