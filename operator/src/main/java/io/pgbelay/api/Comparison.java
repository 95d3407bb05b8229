package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of comparing a restored database with the fingerprint of its backup. */
public record Comparison(
        @JsonPropertyDescription(
                "Equal, Different (the restore failed), Partial (equal as far as the role may read) or NotRecorded (the"
                        + " backup has no fingerprint).")
        @Nullable
        Outcome outcome,

        @JsonPropertyDescription("What was compared: RowCounts or Checksums; absent where nothing was.")
        Dump.@Nullable Fingerprint fingerprint,

        @JsonPropertyDescription("How many tables were compared; the partitions of one are one table.") @Nullable
        Long tables,

        @JsonPropertyDescription("How many rows they have.") @Nullable
        Long rows,

        @JsonPropertyDescription("How many things differ.") @Nullable
        Long different,

        @JsonPropertyDescription("What differs, at most 50 of them, each in a sentence.")
        List<String> differences,

        @JsonPropertyDescription("What is worth a look and no failure, at most 50 of them.")
        List<String> warnings) {
    /** Longest list that a status holds. */
    public static final int MOST = 50;

    public Comparison {
        differences = few(differences);
        warnings = few(warnings);
    }

    private static List<String> few(@Nullable List<String> all) {
        var list = requireNonNullElse(all, List.<String>of());
        return List.copyOf(list.subList(0, Math.min(MOST, list.size())));
    }

    /** The same with at most so many entries in each list. */
    public Comparison shortened(int most) {
        return new Comparison(
                outcome, fingerprint, tables, rows, different, first(differences, most), first(warnings, most));
    }

    private static List<String> first(List<String> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    /** How it came out. */
    public enum Outcome {
        Equal,
        Different,
        Partial,
        NotRecorded
    }
}
