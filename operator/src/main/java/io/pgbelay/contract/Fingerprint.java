package io.pgbelay.contract;

import io.pgbelay.api.Dump;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dump really holds, counted and hashed while it passed. Checksums are unsigned 64-bit numbers in hex.
 *
 * @param definition by which the checksums are made: {@link #DEFINITION}
 * @param encoding of the texts in the dump: rows have to be read in the same one to be compared
 * @param lcMonetary by which amounts of type money are written in the dump
 * @param schema of all statements of the dump but for data, whatever their order
 * @param rows of all tables
 * @param extensions of the source
 */
public record Fingerprint(
        Dump.Fingerprint level,
        String definition,
        String encoding,
        String lcMonetary,
        String schema,
        long rows,
        List<Table> tables,
        LargeObjects largeObjects,
        List<Sequence> sequences,
        List<Extension> extensions) {
    /** How checksums are made; a change of it is another word. */
    public static final String DEFINITION = "pgbelay.io/rows.v1";

    public Fingerprint {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        extensions = List.copyOf(extensions);
    }

    /**
     * A table, or a partitioned one with all its partitions.
     *
     * @param checksum absent where rows were only counted
     */
    public record Table(
            String schema, String name, long rows, @Nullable String checksum) {}

    /** All large objects. */
    public record LargeObjects(long count, @Nullable String checksum) {}

    /**
     * Where a sequence stands.
     *
     * @param called whether the value was given out already
     */
    public record Sequence(String schema, String name, long value, boolean called) {}

    /** An extension that is installed. */
    public record Extension(String name, String version) {}

    /** A checksum as it is written. */
    public static String hex(long checksum) {
        return "%016x".formatted(checksum);
    }
}
