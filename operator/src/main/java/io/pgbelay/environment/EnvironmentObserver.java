package io.pgbelay.environment;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.control.IdentityGuard;
import io.pgbelay.control.PlaceLook;
import java.util.List;

/** All reads of a pass: Promotions from the cache, what its spec names from the API server. */
final class EnvironmentObserver {
    private final PlaceLook look;
    private final IdentityGuard identity;

    EnvironmentObserver(KubernetesClient client, IdentityGuard identity) {
        this.look = new PlaceLook(client);
        this.identity = identity;
    }

    EnvironmentSeen observe(Environment environment, Context<Environment> context) {
        return new EnvironmentSeen(
                environment,
                List.copyOf(context.getSecondaryResources(Promotion.class)),
                look.deployments(environment),
                look.scheduleThere(environment),
                identity.look());
    }
}
