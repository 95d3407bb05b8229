package io.pgbelay.workload;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Deployment really runs, and not only what it names.
 *
 * @param digest of the image as the nodes pulled it; absent where no node tells one
 */
public record RunningImage(ImageName name, @Nullable String digest) {
    private static final Pattern DIGEST = Pattern.compile("@(sha256:[0-9a-f]{64})$");

    /**
     * What this container runs.
     *
     * @param pods those of the Deployment's selector
     * @throws PermanentFailure where it is not there, still rolls out, or runs one tag in two digests
     */
    public static RunningImage of(Deployment deployment, String container, List<Pod> pods) {
        var image = Containers.image(deployment, container)
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.SourceMissing, place(deployment) + " has no container " + container));
        if (Rollout.of(deployment) instanceof Rollout.Waiting waiting) {
            throw new PermanentFailure(
                    FailureReason.SourceRunsAnother, place(deployment) + " is still rolling out: " + waiting.message());
        }
        var name = ImageName.parse(image);
        return new RunningImage(name, digest(deployment, name, container, pods));
    }

    private static @Nullable String digest(Deployment deployment, ImageName name, String container, List<Pod> pods) {
        if (name.digest() != null) {
            return name.digest();
        }
        var digests = pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> names(pod, container, name))
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getName().equals(container))
                .flatMap(status -> told(status).stream())
                .distinct()
                .toList();
        if (digests.size() > 1) {
            throw new PermanentFailure(
                    FailureReason.SourceRunsAnother,
                    place(deployment) + " runs " + name + " in several digests: " + String.join(", ", digests));
        }
        return digests.isEmpty() ? null : digests.getFirst();
    }

    /** Pods of an earlier template go on for a while. */
    private static boolean names(Pod pod, String container, ImageName name) {
        return pod.getSpec().getContainers().stream()
                .anyMatch(
                        one -> one.getName().equals(container) && one.getImage().equals(name.toString()));
    }

    /** An image that no registry knows has an id, and no digest. */
    private static Optional<String> told(ContainerStatus status) {
        return Optional.ofNullable(status.getImageID())
                .map(DIGEST::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private static String place(Deployment deployment) {
        return "Deployment " + deployment.getMetadata().getNamespace() + "/"
                + deployment.getMetadata().getName();
    }

    /** The name by which exactly this image is deployed elsewhere. */
    public ImageName exact() {
        return name.with(digest);
    }
}
