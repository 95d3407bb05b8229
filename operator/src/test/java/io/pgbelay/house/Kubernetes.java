package io.pgbelay.house;

import java.util.Set;

/** Fields whose content is Kubernetes' own and described there. */
final class Kubernetes {
    private static final Set<String> FIELDS = Set.of(
            "affinity",
            "conditions",
            "imagePullSecrets",
            "moverResources",
            "postgresResources",
            "securityContext",
            "tolerations");

    private Kubernetes() {}

    static boolean own(String field) {
        return FIELDS.contains(field);
    }
}
