package io.pgbelay.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a contender cost, round by round, and what that comes to. */
record Measured(List<Cost> rounds) {
    Measured {
        rounds = List.copyOf(rounds);
    }

    /** The middle one; of an even number the mean of the two in the middle. NaN of none. */
    static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        var sorted = java.util.Arrays.stream(values).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double median(ToDoubleFunction<Cost> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** The most of all rounds. */
    double most(ToDoubleFunction<Cost> figure) {
        return rounds.stream().mapToDouble(figure).max().orElse(Double.NaN);
    }

    /** Median of each round's ratio to the other's figure of the same round: so a machine that gets slower favours nobody. */
    double ratio(Measured other, ToDoubleFunction<Cost> figure) {
        var both = Math.min(rounds.size(), other.rounds.size());
        return median(IntStream.range(0, both)
                .mapToDouble(i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(other.rounds.get(i)))
                .toArray());
    }

    /** One whose figures are the medians. */
    Cost typical() {
        return new Cost(
                median(Cost::wallSeconds),
                median(Cost::clientCpuSeconds),
                median(Cost::serverCpuSeconds),
                median(Cost::storeCpuSeconds),
                most(Cost::peakRssMiB),
                most(Cost::moverRssMiB),
                (long) median(Cost::bytes));
    }
}
