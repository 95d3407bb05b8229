package io.pgbelay.contract;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What attempts may have left that came to no backup: objects which no manifest names, and uploads without an end.
 *
 * @param runs who may have left it; none: nothing is swept
 * @param until told back when all of it is swept, RFC 3339
 */
public record Leftovers(List<Run> runs, @Nullable String until) {
    /** Nothing is to be swept. */
    public static final Leftovers NONE = new Leftovers(List.of(), null);

    public Leftovers {
        runs = List.copyOf(requireNonNullElse(runs, List.of()));
    }

    /**
     * A run that has ended, and of which nothing can be at work any more.
     *
     * @param stage environment in the names of its objects
     * @param database in the names of its objects
     */
    public record Run(String uid, String stage, String database) {
        /** The first eight characters of the UID, as they stand in keys. */
        public String uid8() {
            return uid.substring(0, 8);
        }
    }
}
