package io.pgbelay.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements that make a database what another one was, without what is in it. */
public final class DatabaseDdl {
    /** Settings whose value is a list of quoted names and must be written as a list again, as pg_dump does. */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private DatabaseDdl() {}

    /**
     * Makes an empty database from template0, because template1 may hold anything; closed until it is marked.
     *
     * @param provider of the source: {@code c}, {@code i} or {@code b}
     * @param targetMajor what the server understands
     */
    public static String create(
            String name,
            String encoding,
            String collate,
            String ctype,
            String provider,
            @Nullable String locale,
            int targetMajor) {
        var words = new ArrayList<>(List.of(
                "CREATE DATABASE " + Sql.name(name),
                "TEMPLATE template0",
                "ENCODING " + Sql.text(encoding),
                "LC_COLLATE " + Sql.text(collate),
                "LC_CTYPE " + Sql.text(ctype)));
        if (targetMajor >= 15) {
            words.addAll(providerWords(provider, locale));
        }
        words.add("ALLOW_CONNECTIONS false");
        return String.join(" ", words);
    }

    private static List<String> providerWords(String provider, @Nullable String locale) {
        if (locale == null) {
            return List.of("LOCALE_PROVIDER libc");
        }
        return switch (provider) {
            case "i" -> List.of("LOCALE_PROVIDER icu", "ICU_LOCALE " + Sql.text(locale));
            case "b" -> List.of("LOCALE_PROVIDER builtin", "BUILTIN_LOCALE " + Sql.text(locale));
            default -> List.of("LOCALE_PROVIDER libc");
        };
    }

    /** {@code ALTER DATABASE ... SET} for a setting as pg_db_role_setting has it: {@code name=value}. */
    public static String setting(String database, String setting) {
        return "ALTER DATABASE %s %s".formatted(Sql.name(database), assignment(setting));
    }

    /** The same for a role in a database. */
    public static String setting(String role, String database, String setting) {
        return "ALTER ROLE %s IN DATABASE %s %s".formatted(Sql.name(role), Sql.name(database), assignment(setting));
    }

    /** {@code SET ... TO ...} for such a setting. */
    static String assignment(String setting) {
        var at = setting.indexOf('=');
        var name = setting.substring(0, at);
        var value = setting.substring(at + 1);
        var written = LISTS.contains(name.toLowerCase(Locale.ROOT)) ? list(value) : Sql.text(value);
        var quotedName = Arrays.stream(name.split("\\.", -1)).map(Sql::name).collect(Collectors.joining("."));
        return "SET %s TO %s".formatted(quotedName, written);
    }

    private static String list(String value) {
        var items = new ArrayList<String>();
        var item = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                items.add(item.toString());
                item.setLength(0);
            } else if (quoted || !Character.isWhitespace(c)) {
                item.append(c);
            }
        }
        items.add(item.toString());
        return items.stream().map(Sql::text).collect(Collectors.joining(", "));
    }
}
