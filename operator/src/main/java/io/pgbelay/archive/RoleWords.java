package io.pgbelay.archive;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts other roles into statements of pg_dump: GRANT, REVOKE, default privileges, policies. */
final class RoleWords {
    /** Strings, quoted names, words; pg_dump writes keywords large, and names small or quoted. */
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[\\p{L}_][\\p{L}\\p{N}_$]*|\\s+|.");

    private static final Pattern SMALL = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Set<String> BEFORE_ROLES = Set.of("TO", "FROM", "ROLE", "AUTHORIZATION");
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of("USING", "WITH");

    private enum Place {
        ELSEWHERE,
        BEFORE_ROLE,
        AFTER_ROLE,
        EXPRESSION
    }

    private final Map<String, String> roles;
    private Place place = Place.ELSEWHERE;

    private RoleWords(Map<String, String> roles) {
        this.roles = roles;
    }

    static String in(String statements, Map<String, String> roles) {
        var words = new RoleWords(roles);
        var written = new StringBuilder();
        var tokens = TOKEN.matcher(statements);
        while (tokens.find()) {
            written.append(words.written(tokens.group()));
        }
        return written.toString();
    }

    private String written(String token) {
        var role = place == Place.BEFORE_ROLE
                && (token.startsWith("\"") || SMALL.matcher(token).matches());
        place = next(token, role);
        return role ? quoted(roles.getOrDefault(bare(token), bare(token))) : token;
    }

    private Place next(String token, boolean role) {
        if (token.isBlank()) {
            return place;
        }
        if (place == Place.EXPRESSION && !token.equals(";")) {
            return place;
        }
        if (role) {
            return Place.AFTER_ROLE;
        }
        if (BEFORE_ROLES.contains(token) || (place == Place.AFTER_ROLE && token.equals(","))) {
            return Place.BEFORE_ROLE;
        }
        return BEFORE_EXPRESSIONS.contains(token) ? Place.EXPRESSION : Place.ELSEWHERE;
    }

    private static String bare(String token) {
        return token.startsWith("\"") ? token.substring(1, token.length() - 1).replace("\"\"", "\"") : token;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
