package io.pgbelay.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A grant on a database, as pg_database writes it: {@code grantee=CTc/grantor}. Read without asking a server, because the
 * roles it names may not exist where it is read.
 *
 * @param grantee empty for PUBLIC
 * @param privileges letters: C (CREATE), T (TEMPORARY), c (CONNECT), each followed by {@code *} where it may be passed on
 */
public record AclItem(String grantee, String privileges) {
    private static final Map<Character, String> WORDS = Map.of('C', "CREATE", 'T', "TEMPORARY", 'c', "CONNECT");

    /** Reads an item. */
    public static AclItem parse(String item) {
        var name = new StringBuilder();
        var quoted = false;
        var at = 0;
        for (; at < item.length() && (quoted || item.charAt(at) != '='); at++) {
            if (item.charAt(at) != '"') {
                name.append(item.charAt(at));
            } else if (quoted && at + 1 < item.length() && item.charAt(at + 1) == '"') {
                name.append('"');
                at++;
            } else {
                quoted = !quoted;
            }
        }
        var slash = item.indexOf('/', at);
        return new AclItem(name.toString(), item.substring(at + 1, slash < 0 ? item.length() : slash));
    }

    /** The GRANT statements that say the same of a database. */
    public List<String> grants(String database) {
        var statements = new ArrayList<String>();
        for (int i = 0; i < privileges.length(); i++) {
            var word = WORDS.get(privileges.charAt(i));
            if (word != null) {
                statements.add("GRANT %s ON DATABASE %s TO %s%s"
                        .formatted(word, Sql.name(database), role(), passedOn(i) ? " WITH GRANT OPTION" : ""));
            }
        }
        return statements;
    }

    private boolean passedOn(int at) {
        return at + 1 < privileges.length() && privileges.charAt(at + 1) == '*';
    }

    private String role() {
        return grantee.isEmpty() ? "PUBLIC" : Sql.name(grantee);
    }
}
