package io.pgbelay.pgclient;

import io.pgbelay.api.Dump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** pg_dump's arguments. */
public final class DumpCommand {
    /** A star would take these along. */
    private static final List<String> NEVER = List.of(
            "--exclude-schema=pg_*",
            "--exclude-schema=information_schema",
            "--exclude-table=pg_*.*",
            "--exclude-table=information_schema.*");

    /** How it speaks to the server and writes, whatever it is that it takes. */
    private static final List<String> KEPT = List.of(
            "pg_dump",
            "--format=",
            "--compress=",
            "--no-password",
            "--strict-names",
            "--lock-wait-timeout=",
            "--snapshot=",
            "--dbname=");

    private DumpCommand() {}

    /**
     * A dump on stdout (with {@code --file} on a pipe it fails after all data), uncompressed: we compress better, and on
     * more than one core. Where only some things are named, pg_dump would leave out large objects, and extensions without
     * which what it takes cannot be restored.
     *
     * @param extensions whether there are any, and this pg_dump can be told to take them (since version 14)
     */
    public static List<String> of(
            String conninfo, String snapshot, Duration lockTimeout, Dump dump, boolean extensions) {
        var words = new ArrayList<>(List.of("pg_dump"));
        words.addAll(format(dump.format()));
        words.addAll(List.of(
                "--no-password",
                "--strict-names",
                "--lock-wait-timeout=" + lockTimeout.toMillis(),
                "--snapshot=" + snapshot,
                "--dbname=" + conninfo));
        dump.schemas().forEach(pattern -> words.add("--schema=" + pattern));
        dump.excludeSchemas().forEach(pattern -> words.add("--exclude-schema=" + pattern));
        dump.tables().forEach(pattern -> words.add("--table=" + pattern));
        dump.excludeTables().forEach(pattern -> words.add("--exclude-table=" + pattern));
        dump.excludeTableData().forEach(pattern -> words.add("--exclude-table-data=" + pattern));
        if (dump.onlyNamed()) {
            words.addAll(NEVER);
            words.add("-b");
            words.addAll(extensions ? List.of("--extension=*") : List.of());
        }
        return List.copyOf(words);
    }

    /** Of such a dump everything but rows: what makes tables, and what is made when they are full. */
    public static List<String> withoutRows(List<String> whole) {
        return with(whole, Stream.of("--section=pre-data", "--section=post-data"));
    }

    /** Of such a dump the rows, without those of some tables; where sequences stand; large objects. */
    public static List<String> rows(List<String> whole, List<String> elsewhere) {
        return with(
                whole,
                Stream.concat(
                        Stream.of("--section=data"),
                        elsewhere.stream().map(pattern -> "--exclude-table-data=" + pattern)));
    }

    /** Of the same the rows of these tables alone; their sequences are never transactional, and belong into one place. */
    public static List<String> rowsOf(List<String> whole, List<String> tables, List<String> sequences) {
        var connecting = whole.stream()
                .filter(word -> KEPT.stream().anyMatch(word::startsWith))
                .toList();
        return with(
                connecting,
                Stream.of(
                                Stream.of("--section=data"),
                                tables.stream().map(pattern -> "--table=" + pattern),
                                sequences.stream().map(pattern -> "--exclude-table-data=" + pattern))
                        .flatMap(words -> words));
    }

    private static List<String> with(List<String> words, Stream<String> more) {
        return Stream.concat(words.stream(), more).toList();
    }

    /**
     * What can be left out of an archive when it is restored is left out of a script now: a restored subscription would
     * take the replication slot of the one it was copied from.
     */
    private static List<String> format(Dump.Format format) {
        return switch (format) {
            case Custom -> List.of("--format=custom", "--compress=0");
            case Plain -> List.of("--format=plain", "--no-subscriptions");
        };
    }

    /** Which version it is. */
    public static List<String> version() {
        return List.of("pg_dump", "--version");
    }
}
