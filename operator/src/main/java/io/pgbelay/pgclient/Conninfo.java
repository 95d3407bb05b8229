package io.pgbelay.pgclient;

import io.pgbelay.contract.ServerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** libpq's connection string. Role and password are not in it: they come by environment. */
public final class Conninfo {
    private Conninfo() {}

    /**
     * To a database on the very server that was found before.
     *
     * @param pinned the address to connect to; the host's name stays for TLS to check
     */
    public static String of(ServerAddress server, String pinned, String database) {
        var words = new LinkedHashMap<String, String>();
        words.put("host", server.host());
        words.put("hostaddr", pinned);
        words.put("port", String.valueOf(server.port()));
        words.put("dbname", database);
        words.put("sslmode", server.sslMode().word());
        words.put("connect_timeout", "20");
        words.put("keepalives_idle", "60");
        words.put("application_name", "pgbelay");
        return of(words);
    }

    /** The same, for a reader whose rows look the same whatever the role's own settings and the server's say. */
    public static String steady(ServerAddress server, String pinned, String database) {
        return of(server, pinned, database) + " options=" + quoted("-c TimeZone=UTC -c bytea_output=hex");
    }

    private static String of(Map<String, String> words) {
        return words.entrySet().stream()
                .map(word -> word.getKey() + "=" + quoted(word.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
