package io.pgbelay.archive;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Java's name for an encoding of Postgres. */
final class Encodings {
    private static final Pattern TOLD = Pattern.compile("(?s)SET client_encoding = '([^']+)';\\s*");

    private Encodings() {}

    /** The encoding of an archive, as its own statement tells it. */
    static String told(String statement) {
        var words = TOLD.matcher(statement);
        if (!words.matches()) {
            throw new NotUnderstood("the archive tells its encoding in another way than is known");
        }
        return words.group(1);
    }

    /** UTF-8 for what Java does not know, and for SQL_ASCII, which is bytes of any kind. */
    static Charset of(String name) {
        var word = name.toLowerCase(Locale.ROOT);
        try {
            return switch (word) {
                case "utf8", "sql_ascii", "mule_internal" -> StandardCharsets.UTF_8;
                case "latin6" -> Charset.forName("iso-8859-10");
                case "latin7" -> Charset.forName("iso-8859-13");
                case "latin8" -> Charset.forName("iso-8859-14");
                case "latin10" -> Charset.forName("iso-8859-16");
                case "koi8r" -> Charset.forName("koi8-r");
                case "koi8u" -> Charset.forName("koi8-u");
                case "uhc" -> Charset.forName("ms949");
                case "win866" -> Charset.forName("ibm866");
                default ->
                    Charset.forName(word.replaceFirst("^win", "windows-")
                            .replaceFirst("^iso_", "iso-")
                            .replace('_', '-'));
            };
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
