package io.pgbelay.postgres;

/** Names and values inside SQL text, where no parameter can stand. */
public final class Sql {
    private Sql() {}

    /** An identifier in double quotes. */
    public static String name(String raw) {
        return '"' + raw.replace("\"", "\"\"") + '"';
    }

    /** A string literal, whatever {@code standard_conforming_strings} says. */
    public static String text(String raw) {
        var quoted = "'" + raw.replace("'", "''") + "'";
        return raw.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
