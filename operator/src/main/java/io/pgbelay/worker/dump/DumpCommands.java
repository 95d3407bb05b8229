package io.pgbelay.worker.dump;

import io.pgbelay.pgclient.DumpCommand;
import io.pgbelay.postgres.TableSizes;
import io.pgbelay.postgres.TableSizes.Leaf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pg_dump is asked, once or several times.
 *
 * @param each of one: everything; of several: what makes tables and what is made when they are full, then rows
 * @param largestShare see {@link TableSizes#largestShare}; absent of one
 */
record DumpCommands(List<List<String>> each, @Nullable Integer largestShare) {
    static DumpCommands one(List<String> whole) {
        return new DumpCommands(List.of(whole), null);
    }

    /** The same dump in several archives, of which so many are written at once. */
    static DumpCommands several(List<String> whole, TableSizes sizes, int streams) {
        var binning = Binning.of(sizes, streams);
        var each = new ArrayList<List<String>>();
        each.add(DumpCommand.withoutRows(whole));
        each.add(DumpCommand.rows(whole, binning.elsewhere()));
        for (var tables : binning.apart()) {
            each.add(DumpCommand.rowsOf(
                    whole,
                    tables.stream().map(Leaf::pattern).toList(),
                    tables.stream().flatMap(one -> one.sequences().stream()).toList()));
        }
        return new DumpCommands(List.copyOf(each), sizes.largestShare());
    }
}
