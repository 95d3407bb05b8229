package io.pgbelay.postgres;

import java.util.Locale;

/**
 * A pattern of pg_dump, as two regular expressions of Postgres: a star is anything, a question mark is one character, a
 * dot parts schema and name, letters are small unless they stand in double quotes, where nothing has a meaning but a
 * doubled quote. All else is a regular expression already ({@code patternToSQLRegex} in PostgreSQL's string_utils.c).
 *
 * @param schema matches all of a schema's name; empty where the pattern has no dot
 * @param name matches all of a name
 */
record NamePattern(String schema, String name) {
    private static final String SPECIAL = "|*+?()[]{}.^$\\";

    static NamePattern of(String pattern) {
        var parts = new Parts();
        var quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            var c = pattern.charAt(i);
            var twice = quoted && c == '"' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '"';
            if (twice) {
                parts.plain('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                parts.plain(c);
            } else {
                parts.meaning(pattern, i);
            }
        }
        return parts.pattern();
    }

    private static final class Parts {
        private String schema = "";
        private final StringBuilder current = new StringBuilder();

        void plain(char c) {
            current.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }

        void meaning(String pattern, int at) {
            var c = pattern.charAt(at);
            switch (c) {
                case '*' -> current.append(".*");
                case '?' -> current.append('.');
                case '$' -> current.append("\\$");
                case '.' -> dot();
                case '[' -> current.append(pattern.startsWith("[]", at) ? "\\[" : "[");
                default -> current.append(String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }

        private void dot() {
            schema = whole();
            current.setLength(0);
        }

        private String whole() {
            return "^(" + current + ")$";
        }

        NamePattern pattern() {
            return new NamePattern(schema, whole());
        }
    }

    /** A condition on {@code n.nspname} and {@code c.relname}. */
    String ofTable() {
        var table = "c.relname ~ " + Sql.text(name);
        return schema.isEmpty() ? table : "(n.nspname ~ " + Sql.text(schema) + " AND " + table + ")";
    }

    /** A condition on {@code n.nspname}. */
    String ofSchema() {
        return "n.nspname ~ " + Sql.text(name);
    }
}
