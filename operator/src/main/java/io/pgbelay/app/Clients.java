package io.pgbelay.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pgbelay.contract.Json;

/** The two ways in which the API server is read: whole, and for the caches without what would only fill them. */
final class Clients {
    private Clients() {}

    /** Reads everything, such as who set a field last. */
    static KubernetesClient whole() {
        return client(new KubernetesSerialization(Json.MAPPER.copy(), true));
    }

    /** Reads what is kept in memory as long as it stands in the cluster. */
    static KubernetesClient cached() {
        return client(lean());
    }

    /** Leaves out managedFields: of a small object they are the larger part, and an update without them changes none. */
    static KubernetesSerialization lean() {
        return new KubernetesSerialization(Json.MAPPER.copy().addMixIn(ObjectMeta.class, Lean.class), true);
    }

    private static KubernetesClient client(KubernetesSerialization serialization) {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization)
                .build();
    }

    @JsonIgnoreProperties("managedFields")
    private interface Lean {}
}
