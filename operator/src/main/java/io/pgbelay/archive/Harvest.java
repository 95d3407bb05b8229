package io.pgbelay.archive;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is gathered from an archive while it passes. */
final class Harvest implements BlockReader.Taker {
    private final boolean hashed;
    private final Map<Long, TocEntry> announced = new HashMap<>();
    private final List<Contents.Table> tables = new ArrayList<>();
    private final List<Contents.Sequence> sequences = new ArrayList<>();
    private final LargeObjectSum largeObjects;
    private String encoding = "UTF8";
    private long schema;
    private Optional<Under> table = Optional.empty();

    /** The table whose rows are passing. */
    private record Under(TocEntry entry, Rows rows) {}

    Harvest(boolean hashed) {
        this.hashed = hashed;
        this.largeObjects = new LargeObjectSum(hashed);
    }

    /** Takes an entry of the table of contents; in which encoding the next ones are. */
    Charset entry(TocEntry entry) {
        switch (entry.kind()) {
            case "TABLE DATA", "BLOBS" -> announce(entry);
            case "SEQUENCE SET" -> sequences.add(SequenceSet.of(entry));
            case "ENCODING" -> encoding = Encodings.told(entry.definition());
            case "BLOB", "BLOB METADATA", "STDSTRINGS", "SEARCHPATH", "STATISTICS DATA" -> {}
            case "DATABASE", "DATABASE PROPERTIES" -> {}
            default -> schema += ofTheDatabase(entry) ? 0 : entry.hash();
        }
        return Encodings.of(encoding);
    }

    /** Comments and grants on the database itself: it may be called otherwise tomorrow. */
    private static boolean ofTheDatabase(TocEntry entry) {
        return entry.schema().isEmpty() && entry.name().startsWith("DATABASE ");
    }

    private void announce(TocEntry entry) {
        if (entry.data()) {
            announced.put(entry.id(), entry);
        }
    }

    @Override
    public void table(long id) {
        var entry = announced(id);
        var rows = hashed ? new HashedRows(CopyColumns.of(entry.copy())) : new CountedRows();
        table = Optional.of(new Under(entry, rows));
    }

    private TocEntry announced(long id) {
        var entry = announced.remove(id);
        if (entry == null) {
            throw new NotUnderstood("the archive has data that its contents do not announce");
        }
        return entry;
    }

    @Override
    public void largeObjects(long id) {
        announced(id);
    }

    @Override
    public void largeObject(long oid) {
        largeObjects.begin(oid);
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
        if (table.isPresent()) {
            table.get().rows().accept(buffer, offset, length);
        } else {
            largeObjects.accept(buffer, offset, length);
        }
    }

    @Override
    public void end() {
        if (table.isEmpty()) {
            largeObjects.end();
            return;
        }
        var entry = table.get().entry();
        var rows = table.get().rows();
        tables.add(new Contents.Table(entry.oid(), entry.schema(), entry.name(), rows.count(), rows.checksum()));
        table = Optional.empty();
    }

    Contents contents() {
        if (!announced.isEmpty()) {
            throw new NotUnderstood("the archive ends before all data have passed");
        }
        return new Contents(encoding, schema, tables, largeObjects.sum(), sequences);
    }
}
