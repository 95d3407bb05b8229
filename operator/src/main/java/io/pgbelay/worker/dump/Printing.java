package io.pgbelay.worker.dump;

import io.pgbelay.api.Dump;
import io.pgbelay.archive.ArchiveScan;
import io.pgbelay.archive.Contents;
import io.pgbelay.contract.Fingerprint;
import io.pgbelay.postgres.Catalogue;
import io.pgbelay.postgres.Catalogue.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fingerprint of a dump, taken while the bytes of its archives pass: nothing is read from the database a second time. */
final class Printing {
    private final Dump.Fingerprint level;
    private final Catalogue catalogue;

    Printing(Dump dump, Catalogue catalogue) {
        this.level = dump.format().fingerprinted() ? dump.fingerprint() : Dump.Fingerprint.None;
        this.catalogue = catalogue;
    }

    /** What looks at one archive; absent where nobody asked. */
    @Nullable
    ArchiveScan scan() {
        return switch (level) {
            case None -> null;
            case RowCounts -> new ArchiveScan(false);
            case Checksums -> new ArchiveScan(true);
        };
    }

    /**
     * The fingerprint, when all has passed; absent where nobody asked.
     *
     * @param scans of all archives
     * @param diary is told why there is none although somebody asked
     */
    @Nullable
    Fingerprint fingerprint(List<ArchiveScan> scans, Consumer<String> diary) {
        var parts = new ArrayList<Contents>();
        for (var scan : scans) {
            scan.contents().ifPresent(parts::add);
            var trouble = scan.trouble();
            if (trouble != null) {
                diary.accept("there is no fingerprint, for the archive was not understood: " + trouble);
                return null;
            }
        }
        return parts.isEmpty() ? null : of(Contents.together(parts));
    }

    private Fingerprint of(Contents contents) {
        var tables = tables(contents.tables());
        return new Fingerprint(
                level,
                Fingerprint.DEFINITION,
                contents.encoding(),
                catalogue.lcMonetary(),
                Fingerprint.hex(contents.schemaHash()),
                contents.tables().stream().mapToLong(Contents.Table::rows).sum(),
                tables,
                new Fingerprint.LargeObjects(
                        contents.largeObjects().count(),
                        checksum(contents.largeObjects().checksum())),
                contents.sequences().stream().map(Printing::sequence).toList(),
                catalogue.extensions());
    }

    /** Partitions are added up: which row lies in which of them may change, for instance with the hash of a text. */
    private List<Fingerprint.Table> tables(List<Contents.Table> passed) {
        var sums = new HashMap<Family, long[]>();
        for (var table : passed) {
            var family = Optional.ofNullable(catalogue.families().get(table.oid()));
            family.ifPresent(one -> add(sums, one, table));
        }
        return sums.entrySet().stream()
                .map(this::table)
                .sorted(Comparator.comparing(Fingerprint.Table::schema).thenComparing(Fingerprint.Table::name))
                .toList();
    }

    private static void add(Map<Family, long[]> sums, Family family, Contents.Table table) {
        var sum = sums.computeIfAbsent(family, one -> new long[2]);
        sum[0] += table.rows();
        sum[1] += table.checksum();
    }

    private Fingerprint.Table table(Map.Entry<Family, long[]> sum) {
        var family = sum.getKey();
        return new Fingerprint.Table(family.schema(), family.name(), sum.getValue()[0], checksum(sum.getValue()[1]));
    }

    private @Nullable String checksum(long sum) {
        return level == Dump.Fingerprint.Checksums ? Fingerprint.hex(sum) : null;
    }

    private static Fingerprint.Sequence sequence(Contents.Sequence one) {
        return new Fingerprint.Sequence(one.schema(), one.name(), one.value(), one.called());
    }
}
