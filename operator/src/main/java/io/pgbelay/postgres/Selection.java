package io.pgbelay.postgres;

import io.pgbelay.api.Dump;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which tables a dump takes, by the rules of pg_dump: what it will lock and read, no more and no less. */
public final class Selection {
    private final Dump dump;
    private final String condition;

    private Selection(Dump dump) {
        this.dump = dump;
        this.condition = condition(dump);
    }

    /** What is asked for. */
    public static Selection of(Dump dump) {
        return new Selection(dump);
    }

    private static String condition(Dump dump) {
        var words = new StringBuilder();
        if (!dump.tables().isEmpty()) {
            words.append(" AND ").append(any(dump.tables(), NamePattern::ofTable));
        } else {
            words.append(dump.schemas().isEmpty() ? "" : " AND " + any(dump.schemas(), NamePattern::ofSchema));
            words.append(not(dump.excludeSchemas(), NamePattern::ofSchema));
        }
        return words.append(not(dump.excludeTables(), NamePattern::ofTable)).toString();
    }

    private static String not(List<String> patterns, Function<NamePattern, String> condition) {
        return patterns.isEmpty() ? "" : " AND NOT " + any(patterns, condition);
    }

    private static String any(List<String> patterns, Function<NamePattern, String> condition) {
        return patterns.stream().map(NamePattern::of).map(condition).collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** FROM and WHERE of a query for the tables, as {@code c} in schema {@code n}. */
    String tables() {
        return Relations.TABLES + condition;
    }

    /** How many pg_dump lock all of them: of several streams the first two, the others no more than they read. */
    int lockings() {
        return Math.min(2, dump.streams());
    }

    /** The same for tables that have rows, and whose rows are taken. */
    String rows() {
        return tables() + " AND c.relkind = 'r'" + not(dump.excludeTableData(), NamePattern::ofTable);
    }

    /** A further condition on a relation {@code c} in schema {@code n}. */
    String also() {
        return condition;
    }

    /** Patterns by which something is to be dumped and that match nothing. */
    List<String> idle(Session session) throws SQLException {
        var idle = new ArrayList<String>();
        for (var pattern : dump.tables()) {
            var some = "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind IN ('r', 'S', 'v', 'm', 'f', 'p') AND "
                    + NamePattern.of(pattern).ofTable() + ")";
            idle.addAll(session.truth(some) ? List.of() : List.of("tables: " + pattern));
        }
        for (var pattern : dump.schemas()) {
            var some = "SELECT EXISTS (SELECT FROM pg_namespace n WHERE "
                    + NamePattern.of(pattern).ofSchema() + ")";
            idle.addAll(session.truth(some) ? List.of() : List.of("schemas: " + pattern));
        }
        return idle;
    }

    /** Whether there are extensions, and a pg_dump of this version can be told to take them. */
    public static boolean extensions(Session session) throws SQLException {
        return session.major() >= 14 && session.truth("SELECT EXISTS (SELECT FROM pg_extension)");
    }
}
