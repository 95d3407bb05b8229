package io.pgbelay.playground.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.playground.Playground;
import io.pgbelay.playground.World;
import io.pgbelay.playground.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three releases on a real database: the second one works with the schema of its own, the third one breaks both. */
@ExtendWith(World.class)
class ShopTest {
    @Test
    void theThirdReleaseLosesDataAndDoesNotAnswer(Playground playground) throws Exception {
        var postgres = playground.postgres();
        postgres.psql("postgres", "CREATE DATABASE sold");
        postgres.psql(
                "sold",
                "CREATE TABLE orders (id int PRIMARY KEY, total numeric);"
                        + " INSERT INTO orders SELECT g, g FROM generate_series(1, 10) g");
        var database = new ShopDatabase(env(postgres));
        assertThat(database.revision()).isEqualTo("1");
        assertThat(get(1, database)).isEqualTo("200 v1: 10 orders, 55\n");

        assertThat(database.migrate(new Release(2))).isEqualTo("2");
        assertThat(database.migrate(new Release(2))).isEqualTo("2");
        assertThat(get(2, database)).isEqualTo("200 v2: 10 orders, 55 EUR\n");
        assertThat(get(1, database)).as("old releases do not mind").isEqualTo("200 v1: 10 orders, 55\n");

        assertThat(database.migrate(new Release(3))).isEqualTo("3");
        assertThat(get(3, database)).startsWith("500 v3: ").contains("amount");
        assertThat(get(2, database)).startsWith("500 v2: ");
        assertThat(database.ask("SELECT count(*) FROM orders")).isEqualTo("5");
    }

    private static Map<String, String> env(PostgresServer postgres) {
        return Map.of(
                "PGHOST",
                postgres.host(),
                "PGDATABASE",
                "sold",
                "PGPORT",
                Integer.toString(postgres.port()),
                "PGUSER",
                postgres.user(),
                "PGPASSWORD",
                postgres.password());
    }

    private static String get(int release, ShopDatabase database) throws Exception {
        try (var server = ShopServer.start(new Release(release), database, 0);
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
