package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was observed of an Environment. It stays when the Promotions are gone. */
public record EnvironmentStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Ready and IdentityEnforced.")
        List<Condition> conditions,

        @JsonPropertyDescription("The Promotion whose turn it is; no other acts on this Environment.") @Nullable
        Turn active,

        @JsonPropertyDescription("The release that was deployed last, good or not.") @Nullable
        Release current,

        @JsonPropertyDescription("The good release before it: where a rollback leads.") @Nullable
        Release previous,

        @JsonPropertyDescription("Images that were taken back and may not come again, newest first.")
        List<Held> held,

        @JsonPropertyDescription("The last ten releases, newest first.")
        List<Release> history) {
    /** Nothing observed yet. */
    public static final EnvironmentStatus NONE =
            new EnvironmentStatus(null, List.of(), null, null, null, List.of(), List.of());

    public EnvironmentStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
        held = List.copyOf(requireNonNullElse(held, List.of()));
        history = List.copyOf(requireNonNullElse(history, List.of()));
    }

    /** What is known of the release of a Promotion, by its UID. */
    public Optional<Release> releaseOf(String uid) {
        return history.stream().filter(one -> uid.equals(one.promotionUid())).findFirst();
    }
}
