package io.pgbelay.promotion.step;

import io.pgbelay.control.Action;
import java.time.Instant;
import java.util.List;

/** What a step says of itself; what it changes in the status it has written there already. */
public sealed interface Taken {
    /**
     * It is not over.
     *
     * @param until when to look again, if nothing happens before
     */
    record Waiting(String message, Instant until, List<Action> actions) implements Taken {
        public Waiting {
            actions = List.copyOf(actions);
        }
    }

    /** It is over, and the next one begins. */
    record Done(String message) implements Taken {}

    /** There is nothing for it to do. */
    record Skipped(String message) implements Taken {}

    /** The whole promotion ends here, and well: a dry run, or nothing to do. */
    record Enough(String reason, String message) implements Taken {}

    /** Waits without doing anything. */
    static Waiting waiting(String message, Instant until) {
        return new Waiting(message, until, List.of());
    }
}
