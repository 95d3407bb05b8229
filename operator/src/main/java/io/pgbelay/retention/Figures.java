package io.pgbelay.retention;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a good backup measures.
 *
 * @param bytes size of the dump before compression, which says most about the data
 * @param rows absent where they were not counted
 * @param tables absent where they were not counted
 */
public record Figures(
        long bytes, @Nullable Long rows, @Nullable Long tables, Duration took) {
    private static final int HISTORY = 10;
    private static final int LEAST_HISTORY = 3;
    private static final List<Measure> MEASURES = List.of(
            new Measure("bytes", Figures::bytes, 2, 64 << 10, false),
            new Measure("rows", Figures::rows, 2, 50, false),
            new Measure("tables", Figures::tables, 1.25, 2, false),
            // A busy server or a slow network is no news; four times as long is.
            new Measure("seconds", figures -> figures.took.toSeconds(), 4, 600, true));

    /**
     * Says what about these figures is far off: less or more than the median of the last ten backups by a factor, of each
     * measure its own. What a person has found right before is no surprise either.
     *
     * @param before figures of the backups before it, newest first; with fewer than three nothing is far off
     * @param accepted figures that somebody has acknowledged
     * @return in words for people; empty where all is as usual
     */
    public Optional<String> surprise(List<Figures> before, @Nullable Figures accepted) {
        if (before.size() < LEAST_HISTORY) {
            return Optional.empty();
        }
        var last = before.stream().limit(HISTORY).toList();
        return MEASURES.stream()
                .flatMap(measure -> measure.surprise(this, last, accepted).stream())
                .reduce((one, other) -> one + "; " + other);
    }

    /**
     * One of the figures.
     *
     * @param factor by which it may be off
     * @param trifle a difference too small to matter
     * @param lessIsFine whether only more of it is odd
     */
    private record Measure(
            String unit, Function<Figures, @Nullable Long> value, double factor, long trifle, boolean lessIsFine) {
        Optional<String> surprise(Figures newest, List<Figures> before, @Nullable Figures accepted) {
            var is = value.apply(newest);
            var were =
                    before.stream().map(value).filter(Objects::nonNull).sorted().toList();
            if (is == null || were.size() < LEAST_HISTORY) {
                return Optional.empty();
            }
            long median = were.get(were.size() / 2);
            var known = accepted == null ? null : value.apply(accepted);
            return near(is, median) || (known != null && near(is, known))
                    ? Optional.empty()
                    : Optional.of("%d %s, where the last %d backups had %d in the middle"
                            .formatted(is, unit, were.size(), median));
        }

        private boolean near(long one, long other) {
            return Math.abs(one - other) < trifle || (one <= other * factor && (lessIsFine || other <= one * factor));
        }
    }
}
