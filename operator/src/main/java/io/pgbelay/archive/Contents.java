package io.pgbelay.archive;

import java.util.List;

/**
 * What an archive really holds.
 *
 * @param encoding in which its texts are, such as {@code UTF8}
 * @param schemaHash of all statements, whatever their order
 */
public record Contents(
        String encoding, long schemaHash, List<Table> tables, LargeObjects largeObjects, List<Sequence> sequences) {
    public Contents {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /** What several archives of one database hold together, of which none holds what another does. */
    public static Contents together(List<Contents> parts) {
        return new Contents(
                parts.getFirst().encoding(),
                parts.stream().mapToLong(Contents::schemaHash).sum(),
                parts.stream().flatMap(part -> part.tables().stream()).toList(),
                new LargeObjects(
                        parts.stream()
                                .mapToLong(part -> part.largeObjects().count())
                                .sum(),
                        parts.stream()
                                .mapToLong(part -> part.largeObjects().checksum())
                                .sum()),
                parts.stream().flatMap(part -> part.sequences().stream()).toList());
    }

    /** Rows of one table; the OID is the source's. */
    public record Table(long oid, String schema, String name, long rows, long checksum) {}

    /** All large objects. */
    public record LargeObjects(long count, long checksum) {}

    /**
     * Where a sequence stands.
     *
     * @param called whether the value was given out already
     */
    public record Sequence(String schema, String name, long value, boolean called) {}
}
