package io.pgbelay.news;

import java.util.Map;

/**
 * Something that happened and is worth telling.
 *
 * @param warning whether a person should look
 * @param reason one CamelCase word, a {@code FailureReason} where something failed
 * @param message a sentence
 * @param action word of the audit log, such as {@code db_backup_started}
 * @param details further fields of the audit line
 */
public record Deed(boolean warning, String reason, String message, String action, Map<String, String> details) {
    public Deed {
        details = Map.copyOf(details);
    }

    /** Something that went as it should. */
    public static Deed good(String reason, String message, String action) {
        return new Deed(false, reason, message, action, Map.of());
    }

    /** Something that failed. */
    public static Deed bad(String reason, String message, String action) {
        return new Deed(true, reason, message, action, Map.of("error", reason));
    }

    /** The same deed with one more field for the audit line. */
    public Deed with(String name, String value) {
        var more = new java.util.HashMap<>(details);
        more.put(name, value);
        return new Deed(warning, reason, message, action, more);
    }
}
