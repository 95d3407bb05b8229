package io.pgbelay.archive;

import java.util.regex.Pattern;

/** The statement by which pg_dump sets a sequence: {@code SELECT pg_catalog.setval('public.numbers', 184, true);}. */
final class SequenceSet {
    private static final Pattern VALUE = Pattern.compile("(?s).*, (-?[0-9]+), (true|false)\\);\\s*");

    private SequenceSet() {}

    static Contents.Sequence of(TocEntry entry) {
        var value = VALUE.matcher(entry.definition());
        if (!value.matches()) {
            throw new NotUnderstood("the sequence " + entry.name() + " is set in another way than is known");
        }
        return new Contents.Sequence(
                entry.schema(),
                entry.name(),
                Long.parseLong(value.group(1)),
                value.group(2).equals("true"));
    }
}
