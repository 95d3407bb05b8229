package io.pgbelay.playground.shop;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The application's database, as libpq's variables name it; {@code SHOP_OWNER} is the role that owns its tables. */
final class ShopDatabase {
    private static final String BASELINE = "1";

    private final DataSource source;

    ShopDatabase(Map<String, String> env) {
        var simple = new PGSimpleDataSource();
        simple.setServerNames(new String[] {env.getOrDefault("PGHOST", "127.0.0.1")});
        simple.setPortNumbers(new int[] {Integer.parseInt(env.getOrDefault("PGPORT", "5432"))});
        simple.setDatabaseName(env.getOrDefault("PGDATABASE", "postgres"));
        simple.setUser(env.getOrDefault("PGUSER", "postgres"));
        simple.setPassword(env.getOrDefault("PGPASSWORD", ""));
        var owner = env.get("SHOP_OWNER");
        if (owner != null) {
            simple.setOptions("-c role=" + owner);
        }
        this.source = simple;
    }

    /** One line that the database answers. */
    String ask(String question) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** Brings the schema to the revision of a release, and says at which it is. */
    String migrate(Release release) {
        flyway(String.valueOf(release.number())).migrate();
        return revision();
    }

    /** The revision of the schema; the one that was there before any migration is the first. */
    String revision() {
        var current = flyway("latest").info().current();
        return current == null || current.getVersion() == null
                ? BASELINE
                : current.getVersion().getVersion();
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:io/pgbelay/playground/shop/migrations")
                .baselineOnMigrate(true)
                .baselineVersion(BASELINE)
                .target(target)
                .load();
    }
}
