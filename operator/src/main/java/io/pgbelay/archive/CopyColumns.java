package io.pgbelay.archive;

import java.util.ArrayList;
import java.util.List;

/** The columns that a COPY statement of pg_dump names, such as {@code COPY public.t (id, "Größe") FROM stdin;}. */
final class CopyColumns {
    private static final String BEGIN = "COPY ";
    private static final String END = ") FROM stdin;";

    private CopyColumns() {}

    /** Their names without quotes; none where the statement names none. */
    static List<String> of(String statement) {
        var words = statement.strip();
        var open = open(words);
        if (!words.startsWith(BEGIN) || open < 0) {
            return List.of();
        }
        if (!words.endsWith(END)) {
            throw new NotUnderstood("a COPY statement ends in another way than is known");
        }
        return names(words.substring(open + 1, words.length() - END.length()));
    }

    /** Where the list begins: the first bracket that is not part of a quoted name. */
    private static int open(String words) {
        var quoted = false;
        for (int i = 0; i < words.length(); i++) {
            quoted ^= words.charAt(i) == '"';
            if (!quoted && words.charAt(i) == '(') {
                return i;
            }
        }
        return -1;
    }

    private static List<String> names(String list) {
        var names = new ArrayList<String>();
        var quoted = false;
        var from = 0;
        for (int i = 0; i <= list.length(); i++) {
            var end = i == list.length();
            quoted ^= !end && list.charAt(i) == '"';
            if (end || (!quoted && list.charAt(i) == ',')) {
                names.add(bare(list.substring(from, i).strip()));
                from = i + 1;
            }
        }
        return names;
    }

    private static String bare(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
