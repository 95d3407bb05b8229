package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Pod may run on the node at all: by its nodeSelector, and by what it requests measured against the whole
 * machine. What other Pods have taken is not counted, for nothing is really taken.
 */
record Fit(Map<String, String> labels, Map<String, Quantity> allocatable) {

    private static final List<String> COUNTED = List.of("cpu", "memory");

    /** Why not, in the scheduler's words. */
    Optional<String> obstacle(Pod pod) {
        Map<String, String> wanted =
                Optional.ofNullable(pod.getSpec().getNodeSelector()).orElse(Map.of());
        if (!labels.entrySet().containsAll(wanted.entrySet())) {
            return Optional.of("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
        }
        return COUNTED.stream()
                .filter(resource -> requested(pod, resource).compareTo(available(resource)) > 0)
                .findFirst()
                .map(resource -> "0/1 nodes are available: 1 Insufficient " + resource + ".");
    }

    private BigDecimal available(String resource) {
        return Optional.ofNullable(allocatable.get(resource))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
    }

    private static BigDecimal requested(Pod pod, String resource) {
        return pod.getSpec().getContainers().stream()
                .map(container -> requested(container, resource))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal requested(Container container, String resource) {
        return Optional.ofNullable(container.getResources())
                .flatMap(resources -> Optional.ofNullable(resources.getRequests()))
                .flatMap(requests -> Optional.ofNullable(requests.get(resource)))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
    }
}
