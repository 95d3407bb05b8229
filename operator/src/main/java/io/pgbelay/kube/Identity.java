package io.pgbelay.kube;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the API server holds who asks for a promotion and who approves it.
 *
 * @param since since when policy and binding stand; absent where they do not
 * @param trouble why not, in a sentence; absent where they stand
 */
public record Identity(@Nullable Instant since, @Nullable String trouble) {
    /** The policy stands since then. */
    public static Identity enforced(Instant since) {
        return new Identity(since, null);
    }

    /** It does not. */
    public static Identity missing(String trouble) {
        return new Identity(null, trouble);
    }

    /** Why an object of this age cannot be trusted to be its requester's; absent where it can. */
    public @Nullable String doubt(Instant created) {
        if (since == null) {
            return trouble;
        }
        return since.isBefore(created)
                ? null
                : "The admission policy stands since " + since + ", and this was created at " + created;
    }
}
