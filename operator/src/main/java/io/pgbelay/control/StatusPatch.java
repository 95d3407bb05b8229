package io.pgbelay.control;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.util.Objects;

/**
 * Writes a status once, under the resourceVersion that was observed.
 *
 * <p>A conflict ends the pass: the decision was taken on something old. Nothing is written where nothing changed.
 */
public final class StatusPatch {
    private static final int NO_RETRY = 0;

    private StatusPatch() {}

    /** Writes the status of a resource, and gives it back as it stands now. */
    public static <S, R extends CustomResource<?, S>> R write(R resource, S status, Context<R> context) {
        if (Objects.equals(resource.getStatus(), status)) {
            return resource;
        }
        return PrimaryUpdateAndCacheUtils.updateAndCacheResource(
                resource,
                context,
                copy -> {
                    copy.setStatus(status);
                    return copy;
                },
                copy -> context.getClient().resource(copy).lockResourceVersion().updateStatus(),
                NO_RETRY,
                PrimaryUpdateAndCacheUtils.DEFAULT_RESOURCE_CACHE_TIMEOUT_MILLIS,
                PrimaryUpdateAndCacheUtils.DEFAULT_RESOURCE_CACHE_POLL_PERIOD_MILLIS);
    }
}
