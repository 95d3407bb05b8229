package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database whose time ends: the one that a swap put aside, or one that was made for a time. */
public record KeptDatabase(
        @JsonPropertyDescription("Its name.") String database,

        @JsonPropertyDescription("Its OID on the server.") Long oid,

        @JsonPropertyDescription("The last word of its comment, by which it is known as ours.")
        String mark,

        @JsonPropertyDescription("Its size when it was put aside, in bytes.") @Nullable
        Long databaseBytes,

        @JsonPropertyDescription("Until when it is kept.") String until,

        @JsonPropertyDescription(
                "Kept; BackingUp and Dropping when its time is over; Dropped; TakenBack by an undo; Stays where that failed.")
        State state,

        @JsonPropertyDescription("The BackupRun that saves it before it is dropped.") @Nullable
        String safetyRun,

        @JsonPropertyDescription("The Jobs that open and drop it, oldest first.")
        List<Attempt> jobs,

        @JsonPropertyDescription("What happened last, in a sentence.") @Nullable
        String message) {
    public KeptDatabase {
        jobs = List.copyOf(requireNonNullElse(jobs, List.of()));
    }

    /** Where it is. */
    public enum State {
        Kept,
        BackingUp,
        Dropping,
        Dropped,
        TakenBack,
        Stays;

        /** Whether nothing follows. */
        public boolean terminal() {
            return switch (this) {
                case Dropped, TakenBack, Stays -> true;
                case Kept, BackingUp, Dropping -> false;
            };
        }
    }

    /** The same a step further; its Jobs begin anew. */
    public KeptDatabase into(State next, @Nullable String run, String words) {
        return new KeptDatabase(database, oid, mark, databaseBytes, until, next, run, List.of(), words);
    }

    /** The same with these Jobs. */
    public KeptDatabase working(List<Attempt> attempts, String words) {
        return new KeptDatabase(database, oid, mark, databaseBytes, until, state, safetyRun, attempts, words);
    }
}
