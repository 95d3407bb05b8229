package io.pgbelay.environment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.control.IdentityGuard;
import java.util.List;
import java.util.Objects;

/** All reads of a pass: Promotions from the cache, what its spec names from the API server. */
final class EnvironmentObserver {
    private final KubernetesClient client;
    private final IdentityGuard identity;

    EnvironmentObserver(KubernetesClient client, IdentityGuard identity) {
        this.client = client;
        this.identity = identity;
    }

    EnvironmentSeen observe(Environment environment, Context<Environment> context) {
        return new EnvironmentSeen(
                environment,
                List.copyOf(context.getSecondaryResources(Promotion.class)),
                deployments(environment),
                scheduleThere(environment),
                identity.look());
    }

    private List<Deployment> deployments(Environment environment) {
        var all = client.apps().deployments().inNamespace(namespace(environment));
        return environment.getSpec().workloads().stream()
                .map(workload -> all.withName(workload.name()).get())
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean scheduleThere(Environment environment) {
        var backup = environment.getSpec().backup();
        return backup == null
                || client.resources(BackupSchedule.class)
                                .inNamespace(namespace(environment))
                                .withName(backup.scheduleRef().name())
                                .get()
                        != null;
    }

    private static String namespace(Environment environment) {
        return environment.getMetadata().getNamespace();
    }
}
