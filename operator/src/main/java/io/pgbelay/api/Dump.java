package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What pg_dump is asked for. */
@ValidationRule(
        value = "!has(self.streams) || self.streams == 1 || !has(self.format) || self.format == 'Custom'",
        message = "only a Custom dump can be made of several streams: a script is one")
@ValidationRule(
        value = "!has(self.tables) || size(self.tables) == 0 || ((!has(self.schemas) || size(self.schemas) == 0)"
                + " && (!has(self.excludeSchemas) || size(self.excludeSchemas) == 0))",
        message = "where tables are named, pg_dump does not look at schemas: write the schema before each table")
public record Dump(
        @JsonPropertyDescription(
                "Custom, an archive that pg_restore reads, or Plain, a script for psql. Default: Custom.")
        @Default("Custom")
        Format format,

        @JsonPropertyDescription("How long to wait for the lock on a table, such as 60s. Default: 60s.")
        @Default("60s")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String lockTimeout,

        @JsonPropertyDescription(
                "What is counted of the rows that the dump really holds and compared after a restore: None, RowCounts, or"
                        + " Checksums (counts, and hashes that no order changes). A Plain dump has none. Default: Checksums.")
        @Default("Checksums")
        Fingerprint fingerprint,

        @JsonPropertyDescription("Schemas to dump, as patterns of pg_dump such as sales or sales_*. Default: all.")
        @Size(max = 50)
        List<@Size(min = 1, max = 150) String> schemas,

        @JsonPropertyDescription("Schemas not to dump, as patterns of pg_dump. Default: none.") @Size(max = 50)
        List<@Size(min = 1, max = 150) String> excludeSchemas,

        @JsonPropertyDescription(
                "Tables to dump and nothing else, as patterns of pg_dump with a schema, such as sales.orders or sales.*."
                        + " Default: all.")
        @Size(max = 50)
        @ValidationRule(value = Rules.QUALIFIED, message = Rules.QUALIFIED_WORDS)
        List<@Size(min = 1, max = 150) String> tables,

        @JsonPropertyDescription("Tables not to dump, as patterns of pg_dump with a schema. Default: none.")
        @Size(max = 50)
        @ValidationRule(value = Rules.QUALIFIED, message = Rules.QUALIFIED_WORDS)
        List<@Size(min = 1, max = 150) String> excludeTables,

        @JsonPropertyDescription(
                "Tables that are dumped without their rows, as patterns of pg_dump with a schema. Default: none.")
        @Size(max = 50)
        @ValidationRule(value = Rules.QUALIFIED, message = Rules.QUALIFIED_WORDS)
        List<@Size(min = 1, max = 150) String> excludeTableData,

        @JsonPropertyDescription(
                "Whether the roles that owners, grants and policies name are written down, never their passwords, so that a"
                        + " restore can make those that are missing, without a login. Default: true.")
        @Default("true")
        Boolean globals,

        @JsonPropertyDescription(
                "How many pg_dump write at once, all of them as of one instant, each into objects of its own. More than one"
                        + " takes the format Custom, and so many more connections. Default: 1.")
        @Default("1")
        @Min(1)
        @Max(8)
        Integer streams) {
    /** More would take more memory than a worker has, and more of a server than a backup should. */
    public static final int MOST_STREAMS = 8;

    /** The defaults. */
    public static final Dump DEFAULT = new Dump(
            Format.Custom,
            "60s",
            Fingerprint.Checksums,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            1);

    public Dump {
        format = requireNonNullElse(format, Format.Custom);
        lockTimeout = requireNonNullElse(lockTimeout, "60s");
        fingerprint = requireNonNullElse(fingerprint, Fingerprint.Checksums);
        schemas = List.copyOf(requireNonNullElse(schemas, List.of()));
        excludeSchemas = List.copyOf(requireNonNullElse(excludeSchemas, List.of()));
        tables = List.copyOf(requireNonNullElse(tables, List.of()));
        excludeTables = List.copyOf(requireNonNullElse(excludeTables, List.of()));
        excludeTableData = List.copyOf(requireNonNullElse(excludeTableData, List.of()));
        globals = requireNonNullElse(globals, true);
        streams = requireNonNullElse(streams, 1);
    }

    /** Whether only what is named is dumped: then pg_dump leaves out what it takes along otherwise. */
    public boolean onlyNamed() {
        return !schemas.isEmpty() || !tables.isEmpty();
    }

    /** Whether nothing is left out, so that the dump can be restored into an empty database for sure. */
    public boolean whole() {
        return !onlyNamed() && excludeSchemas.isEmpty() && excludeTables.isEmpty() && excludeTableData.isEmpty();
    }

    /** How closely the rows are looked at while they pass. */
    public enum Fingerprint {
        None,
        RowCounts,
        Checksums
    }

    /** pg_dump's formats that we write. */
    public enum Format {
        /** An archive: owners, grants and parts of it can be chosen when it is restored. */
        Custom,
        /** SQL, which comes back as it stands. */
        Plain;

        /** Whether rows can be told from all else while they pass: in a script only who runs it knows. */
        public boolean fingerprinted() {
            return this == Custom;
        }
    }
}
