package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What became of one copy of a backup. */
public record CopyStatus(
        @JsonPropertyDescription("Name of the copy, as the template has it.")
        String name,

        @JsonPropertyDescription(
                "Copying, Waiting (an attempt failed, another follows), Succeeded, Failed (nobody tries any more) or Deleted (by"
                        + " retention).")
        @Nullable
        Phase phase,

        @JsonPropertyDescription("How many Jobs there have been.")
        Integer attempts,

        @JsonPropertyDescription("The newest Job, and what is left of it; its reason says what keeps the copy away.")
        @Nullable
        Attempt attempt,

        @JsonPropertyDescription("When the next Job is made; absent where none will be, or one is at work.") @Nullable
        String nextAttemptTime,

        @JsonPropertyDescription("Address of the copy's data object; of the first one, where there are several.")
        @Nullable
        String location,

        @JsonPropertyDescription("Key of the copy's manifest: with it, the copy is restored by itself.") @Nullable
        String manifest,

        @JsonPropertyDescription("SHA-256 of that manifest, hex.") @Nullable
        String manifestSha256,

        @JsonPropertyDescription("When the copy was whole.") @Nullable
        String completionTime) {
    /** The next attempt has begun. */
    public static CopyStatus copying(String name, int attempts, Attempt attempt) {
        return new CopyStatus(name, Phase.Copying, attempts, attempt, null, null, null, null, null);
    }

    /**
     * The attempt has ended badly.
     *
     * @param next when another one is made; absent where none is
     */
    public CopyStatus failed(Attempt end, @Nullable String next) {
        var phase = next == null ? Phase.Failed : Phase.Waiting;
        return new CopyStatus(name, phase, attempts, end, next, null, null, null, null);
    }

    /** The copy is whole. */
    public CopyStatus succeeded(Attempt end, Artifact there) {
        return new CopyStatus(
                name,
                Phase.Succeeded,
                attempts,
                end,
                null,
                there.location(),
                there.manifest(),
                there.manifestSha256(),
                end.end());
    }

    /** Retention has deleted it. */
    public CopyStatus deleted() {
        return new CopyStatus(
                name, Phase.Deleted, attempts, attempt, null, location, manifest, manifestSha256, completionTime);
    }

    /** Where a copy is. */
    public enum Phase {
        Copying,
        Waiting,
        Succeeded,
        Failed,
        Deleted
    }
}
