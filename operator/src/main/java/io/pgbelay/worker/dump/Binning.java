package io.pgbelay.worker.dump;

import io.pgbelay.postgres.TableSizes;
import io.pgbelay.postgres.TableSizes.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which tables go into which stream, so that all end at about the same time: the largest first, each to the stream that has
 * least.
 *
 * @param apart tables of the second, third ... stream of rows, never none; the first has all else
 */
record Binning(List<List<Leaf>> apart) {
    /** Every table that is dumped apart is named in an argument, and arguments have to fit. */
    private static final int LONGEST = 40_000;

    private static final int OPTION = "--exclude-table-data=".length() + 1;

    Binning {
        apart = apart.stream().map(List::copyOf).toList();
    }

    static Binning of(TableSizes sizes, int streams) {
        var named = nameable(sizes.leaves());
        var loads = new long[streams];
        loads[0] = sizes.rest()
                + sizes.leaves().stream()
                        .skip(named.size())
                        .mapToLong(Leaf::bytes)
                        .sum();
        var bins = Stream.generate(ArrayList<Leaf>::new).limit(streams).toList();
        for (var leaf : named) {
            var least = least(loads);
            bins.get(least).add(leaf);
            loads[least] += leaf.bytes();
        }
        return new Binning(bins.stream()
                .skip(1)
                .filter(bin -> !bin.isEmpty())
                .<List<Leaf>>map(List::copyOf)
                .toList());
    }

    /** Those that have rows and whose names fit, from the largest on. */
    private static List<Leaf> nameable(List<Leaf> leaves) {
        var left = LONGEST;
        for (int i = 0; i < leaves.size(); i++) {
            left -= words(leaves.get(i));
            if (left < 0 || leaves.get(i).bytes() == 0) {
                return leaves.subList(0, i);
            }
        }
        return leaves;
    }

    private static int words(Leaf leaf) {
        return Stream.concat(Stream.of(leaf.pattern()), leaf.sequences().stream())
                .mapToInt(word -> OPTION + word.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static int least(long[] loads) {
        var least = 0;
        for (int i = 1; i < loads.length; i++) {
            least = loads[i] < loads[least] ? i : least;
        }
        return least;
    }

    /** Tables whose rows the first stream leaves to others. */
    List<String> elsewhere() {
        return apart.stream().flatMap(List::stream).map(Leaf::pattern).toList();
    }
}
