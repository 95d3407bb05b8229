package io.pgbelay.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * One of two storages between which a worker copies. Each has credentials of its own, in variables of its own: were one of
 * them in those that the AWS SDK looks at by itself, a storage without keys would be asked with the other's.
 */
public enum Side {
    /** Read from. */
    FROM,
    /** Written to. */
    TO;

    /** Name of the variable that is for this storage what {@link PodEnv} says of the name for a Pod with one storage. */
    public String variable(String name) {
        return prefix() + name;
    }

    /** The environment as a Pod with this storage alone would have it. */
    public Map<String, String> of(Map<String, String> env) {
        var alone = new HashMap<>(env);
        env.forEach((name, value) -> {
            if (name.startsWith(prefix())) {
                alone.put(name.substring(prefix().length()), value);
            }
        });
        return Map.copyOf(alone);
    }

    private String prefix() {
        return "PGBELAY_" + name() + "_";
    }
}
