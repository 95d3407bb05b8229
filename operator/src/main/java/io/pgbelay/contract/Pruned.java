package io.pgbelay.contract;

import static java.util.Objects.requireNonNullElse;

import io.pgbelay.api.FailureReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order to prune has done.
 *
 * @param gone first eight characters of the UIDs of the runs whose backups are not there any more
 * @param failed how many backups and leftovers could not be deleted
 * @param trouble why, of the last of them
 * @param lockedUntil when the first of those that the store locks is let go, RFC 3339
 * @param swept how many keys and uploads that came to no backup are not there any more
 * @param sweptUntil of the {@link Leftovers}, when nothing of them is left
 * @param copy which of their copies these were; absent: the backups themselves
 */
public record Pruned(
        List<String> gone,
        int failed,
        @Nullable FailureReason trouble,
        @Nullable String lockedUntil,
        int swept,
        @Nullable String sweptUntil,
        @Nullable String copy) {
    /** Of the backups themselves. */
    public Pruned(
            List<String> gone,
            int failed,
            @Nullable FailureReason trouble,
            @Nullable String lockedUntil,
            int swept,
            @Nullable String sweptUntil) {
        this(gone, failed, trouble, lockedUntil, swept, sweptUntil, null);
    }

    public Pruned {
        gone = List.copyOf(requireNonNullElse(gone, List.of()));
    }
}
