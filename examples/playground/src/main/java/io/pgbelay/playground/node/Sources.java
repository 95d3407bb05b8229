package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Secrets and ConfigMaps of one namespace, read when they are needed. */
record Sources(KubernetesClient client, String namespace) {

    Optional<Map<String, byte[]>> secret(String name) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(Sources::content);
    }

    Optional<Map<String, byte[]>> configMap(String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(Sources::content);
    }

    private static Map<String, byte[]> content(Secret secret) {
        Map<String, byte[]> content = new TreeMap<>();
        orEmpty(secret.getData())
                .forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
        return content;
    }

    private static Map<String, byte[]> content(ConfigMap map) {
        Map<String, byte[]> content = new TreeMap<>();
        orEmpty(map.getData()).forEach((key, value) -> content.put(key, value.getBytes(StandardCharsets.UTF_8)));
        orEmpty(map.getBinaryData())
                .forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
        return content;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
