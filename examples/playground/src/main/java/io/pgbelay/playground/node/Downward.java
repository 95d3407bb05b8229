package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The downward API: what a Pod may know of itself. */
record Downward(Pod pod, Map<String, Quantity> allocatable) {

    private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['([^']*)'\\]");

    String field(ObjectFieldSelector selector) {
        String path = selector.getFieldPath();
        Matcher subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            return map(subscript.group(1)).getOrDefault(subscript.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "metadata.labels" -> lines(map("labels"));
            case "metadata.annotations" -> lines(map("annotations"));
            case "spec.nodeName" -> Node.NAME;
            case "spec.serviceAccountName" -> String.valueOf(pod.getSpec().getServiceAccountName());
            case "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs" -> Node.ADDRESS;
            default -> "";
        };
    }

    /** Limits that are not set are the node's. */
    String resource(ResourceFieldSelector selector, Container own) {
        Container container = Optional.ofNullable(selector.getContainerName()).stream()
                .flatMap(this::named)
                .findFirst()
                .orElse(own);
        String[] words = selector.getResource().split("\\.", 2);
        Quantity amount = amount(container, words[0], words[1]);
        BigDecimal divisor = Optional.ofNullable(selector.getDivisor())
                .map(Quantity::getNumericalAmount)
                .filter(number -> number.signum() > 0)
                .orElse(BigDecimal.ONE);
        return amount.getNumericalAmount()
                .divide(divisor, 0, RoundingMode.CEILING)
                .toPlainString();
    }

    private Quantity amount(Container container, String kind, String resource) {
        if (container.getResources() == null) {
            return standard(kind, resource);
        }
        Map<String, Quantity> amounts = "limits".equals(kind)
                ? container.getResources().getLimits()
                : container.getResources().getRequests();
        return amounts == null || !amounts.containsKey(resource) ? standard(kind, resource) : amounts.get(resource);
    }

    private Quantity standard(String kind, String resource) {
        Quantity none = new Quantity("0");
        return "limits".equals(kind) ? allocatable.getOrDefault(resource, none) : none;
    }

    private Stream<Container> named(String name) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(container -> name.equals(container.getName()));
    }

    private Map<String, String> map(String which) {
        @Nullable
        Map<String, String> map = "labels".equals(which)
                ? pod.getMetadata().getLabels()
                : pod.getMetadata().getAnnotations();
        return map == null ? Map.of() : map;
    }

    private static String lines(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=\""
                                + entry.getValue()
                                        .replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n")
                                + "\"")
                        .collect(Collectors.joining("\n"));
    }
}
