package io.pgbelay.promotion.step;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the Deployment that runs the version asked for.
 *
 * @param deployment absent where it is not there, or was not looked at
 * @param pods those of its selector
 * @param trouble why it could not be read
 */
public record Origin(
        @Nullable Deployment deployment,
        List<Pod> pods,
        @Nullable String trouble) {
    /** Not looked at. */
    public static final Origin NOTHING = new Origin(null, List.of(), null);

    public Origin {
        pods = List.copyOf(pods);
    }
}
