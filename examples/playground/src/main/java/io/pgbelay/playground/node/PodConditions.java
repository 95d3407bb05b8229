package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Pod's conditions; each remembers when it last changed. */
final class PodConditions {

    private final Map<String, PodCondition> current = new HashMap<>();

    List<PodCondition> update(String phase, boolean initialized, boolean allReady) {
        boolean succeeded = "Succeeded".equals(phase);
        boolean failed = "Failed".equals(phase);
        boolean ready = allReady && "Running".equals(phase);
        String why = succeeded ? "PodCompleted" : failed ? "PodFailed" : "ContainersNotReady";
        return List.of(
                condition("PodReadyToStartContainers", !succeeded && !failed, null),
                condition("Initialized", initialized, initialized ? null : "ContainersNotInitialized"),
                condition("ContainersReady", ready, ready ? null : why),
                condition("Ready", ready, ready ? null : why));
    }

    private PodCondition condition(String type, boolean holds, @Nullable String reason) {
        String status = holds ? "True" : "False";
        PodCondition before = current.get(type);
        String since =
                before != null && before.getStatus().equals(status) ? before.getLastTransitionTime() : Timestamps.now();
        PodCondition now = new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason == null ? "" : reason) // empty, not absent: a patch keeps what it does not name
                .withLastTransitionTime(since)
                .build();
        current.put(type, now);
        return now;
    }
}
