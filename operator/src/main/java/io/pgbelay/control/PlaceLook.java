package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Environment;
import java.util.List;
import java.util.Objects;

/** Reads what the spec of an Environment names, from the API server: what is acted on must not come from a late cache. */
public final class PlaceLook {
    private final KubernetesClient client;

    public PlaceLook(KubernetesClient client) {
        this.client = client;
    }

    /** The Deployments of its workloads, as far as they are there. */
    public List<Deployment> deployments(Environment place) {
        var all = client.apps().deployments().inNamespace(namespace(place));
        return place.getSpec().workloads().stream()
                .map(workload -> all.withName(workload.name()).get())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether the BackupSchedule of its restore points is there; true where it names none. */
    public boolean scheduleThere(Environment place) {
        var backup = place.getSpec().backup();
        return backup == null
                || client.resources(BackupSchedule.class)
                                .inNamespace(namespace(place))
                                .withName(backup.scheduleRef().name())
                                .get()
                        != null;
    }

    private static String namespace(Environment place) {
        return place.getMetadata().getNamespace();
    }
}
