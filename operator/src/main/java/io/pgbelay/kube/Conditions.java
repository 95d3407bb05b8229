package io.pgbelay.kube;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of an object while a pass computes its status.
 *
 * <p>{@code lastTransitionTime} moves only with {@code status}; {@code observedGeneration} always moves. See the
 * Kubernetes API conventions, "Typical status properties".
 */
public final class Conditions {
    private final List<Condition> conditions;
    private final @Nullable Long generation;
    private final Instant now;

    private Conditions(List<Condition> conditions, @Nullable Long generation, Instant now) {
        this.conditions = conditions;
        this.generation = generation;
        this.now = now;
    }

    /** Goes on from what stands in the status. */
    public static Conditions from(List<Condition> before, @Nullable Long generation, Instant now) {
        return new Conditions(List.copyOf(before), generation, now);
    }

    /** The condition is True. */
    public Conditions yes(String type, String reason, String message) {
        return with(type, "True", reason, message);
    }

    /** The condition is False. */
    public Conditions no(String type, String reason, String message) {
        return with(type, "False", reason, message);
    }

    /** Nobody knows yet. */
    public Conditions unknown(String type, String reason, String message) {
        return with(type, "Unknown", reason, message);
    }

    /** Nobody asks any more. */
    public Conditions without(String type) {
        var rest =
                conditions.stream().filter(one -> !one.getType().equals(type)).toList();
        return new Conditions(rest, generation, now);
    }

    /** The list for the status; all conditions speak of the generation that this pass saw. */
    public List<Condition> list() {
        return conditions.stream()
                .map(condition -> new ConditionBuilder(condition)
                        .withObservedGeneration(generation)
                        .build())
                .toList();
    }

    /** Whether a condition stands with this status. */
    public static boolean holds(List<Condition> conditions, String type, String status) {
        return conditions.stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status));
    }

    private Conditions with(String type, String status, String reason, String message) {
        var before =
                conditions.stream().filter(one -> one.getType().equals(type)).findFirst();
        var since = before.filter(one -> one.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        var next = new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .build();
        var list = new ArrayList<>(conditions);
        before.ifPresentOrElse(one -> list.set(list.indexOf(one), next), () -> list.add(next));
        return new Conditions(list, generation, now);
    }
}
