package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container's variables, with host paths in place of mount paths. A Secret's values are left as they are: a password
 * is not a path.
 */
final class EnvVars {

    private final Sources sources;
    private final Downward downward;
    private final Mounts mounts;
    private final Container container;
    private final Map<String, String> variables;

    private EnvVars(Sources sources, Downward downward, Mounts mounts, Container container, Map<String, String> given) {
        this.sources = sources;
        this.downward = downward;
        this.mounts = mounts;
        this.container = container;
        this.variables = new LinkedHashMap<>(given);
    }

    /**
     * Resolves envFrom and env, in this order as the kubelet does.
     *
     * @param given what the node itself gives; names of the container come over it
     */
    static Map<String, String> resolve(
            Sources sources, Downward downward, Mounts mounts, Container container, Map<String, String> given)
            throws NotYet {
        EnvVars env = new EnvVars(sources, downward, mounts, container, given);
        for (EnvFromSource source : container.getEnvFrom()) {
            env.addAll(source);
        }
        for (EnvVar variable : container.getEnv()) {
            env.add(variable);
        }
        return env.variables;
    }

    private void addAll(EnvFromSource source) throws NotYet {
        String prefix = Optional.ofNullable(source.getPrefix()).orElse("");
        SecretEnvSource secret = source.getSecretRef();
        if (secret != null) {
            Optional<Map<String, byte[]>> content = sources.secret(secret.getName());
            require(content, secret.getOptional(), "secret", secret.getName());
            content.orElse(Map.of()).forEach((key, value) -> variables.put(prefix + key, text(value)));
        }
        ConfigMapEnvSource map = source.getConfigMapRef();
        if (map != null) {
            Optional<Map<String, byte[]>> content = sources.configMap(map.getName());
            require(content, map.getOptional(), "configmap", map.getName());
            content.orElse(Map.of()).forEach((key, value) -> variables.put(prefix + key, mounts.rewrite(text(value))));
        }
    }

    private void add(EnvVar variable) throws NotYet {
        EnvVarSource from = variable.getValueFrom();
        if (from == null) {
            String value = Optional.ofNullable(variable.getValue()).orElse("");
            variables.put(variable.getName(), Expansion.expand(mounts.rewrite(value), variables));
            return;
        }
        Optional<String> value = value(from);
        value.ifPresent(text -> variables.put(variable.getName(), text));
    }

    private Optional<String> value(EnvVarSource from) throws NotYet {
        if (from.getFieldRef() != null) {
            return Optional.of(downward.field(from.getFieldRef()));
        }
        if (from.getResourceFieldRef() != null) {
            return Optional.of(downward.resource(from.getResourceFieldRef(), container));
        }
        if (from.getSecretKeyRef() != null) {
            return secretKey(from.getSecretKeyRef());
        }
        return from.getConfigMapKeyRef() == null ? Optional.empty() : configMapKey(from.getConfigMapKeyRef());
    }

    private Optional<String> secretKey(SecretKeySelector selector) throws NotYet {
        Optional<Map<String, byte[]>> content = sources.secret(selector.getName());
        require(content, selector.getOptional(), "secret", selector.getName());
        return key(content, selector.getKey(), selector.getOptional(), "Secret", selector.getName());
    }

    private Optional<String> configMapKey(ConfigMapKeySelector selector) throws NotYet {
        Optional<Map<String, byte[]>> content = sources.configMap(selector.getName());
        require(content, selector.getOptional(), "configmap", selector.getName());
        return key(content, selector.getKey(), selector.getOptional(), "ConfigMap", selector.getName())
                .map(mounts::rewrite);
    }

    private Optional<String> key(
            Optional<Map<String, byte[]>> content, String key, @Nullable Boolean optional, String kind, String name)
            throws NotYet {
        Optional<String> value =
                content.flatMap(all -> Optional.ofNullable(all.get(key))).map(EnvVars::text);
        if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw NotYet.config("couldn't find key %s in %s %s/%s".formatted(key, kind, sources.namespace(), name));
        }
        return value;
    }

    private static void require(Optional<?> content, @Nullable Boolean optional, String kind, String name)
            throws NotYet {
        if (content.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw NotYet.config("%s \"%s\" not found".formatted(kind, name));
        }
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
