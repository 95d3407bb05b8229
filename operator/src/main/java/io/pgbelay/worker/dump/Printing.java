package io.pgbelay.worker.dump;

import io.pgbelay.api.Dump;
import io.pgbelay.archive.ArchiveScan;
import io.pgbelay.archive.Contents;
import io.pgbelay.contract.Fingerprint;
import io.pgbelay.postgres.Catalogue;
import io.pgbelay.postgres.Catalogue.Family;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fingerprint of a dump, taken while its bytes pass: nothing is read from the database a second time. */
final class Printing {
    private final Dump.Fingerprint level;
    private final Catalogue catalogue;
    private final @Nullable ArchiveScan scan;

    Printing(Dump dump, Catalogue catalogue) {
        this.level = dump.format().fingerprinted() ? dump.fingerprint() : Dump.Fingerprint.None;
        this.catalogue = catalogue;
        this.scan = switch (level) {
            case None -> null;
            case RowCounts -> new ArchiveScan(false);
            case Checksums -> new ArchiveScan(true);
        };
    }

    /** Bytes of the dump, in order. */
    void accept(byte[] buffer, int offset, int length) {
        if (scan != null) {
            scan.accept(buffer, offset, length);
        }
    }

    /**
     * The fingerprint, when all has passed; absent where nobody asked.
     *
     * @param diary is told why there is none although somebody asked
     */
    @Nullable
    Fingerprint fingerprint(Consumer<String> diary) {
        if (scan == null) {
            return null;
        }
        var contents = scan.contents();
        if (contents.isEmpty()) {
            diary.accept("there is no fingerprint, for the archive was not understood: " + scan.trouble());
        }
        return contents.map(this::of).orElse(null);
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
