package io.pgbelay.playground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.playground.Playground;
import io.pgbelay.playground.World;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class PostgresServerTest {

    @Test
    void isRealAndSpeaksUtf8(Playground playground) {
        PostgresServer postgres = playground.postgres();
        assertThat(postgres.psql("postgres", "show server_encoding; select 'Grüße'"))
                .isEqualTo("UTF8\nGrüße\n");
        assertThat(postgres.psql("postgres", "show server_version_num"))
                .startsWith(Integer.toString(postgres.majorVersion()));
        assertThatThrownBy(() -> postgres.psql("postgres", "select nonsense")).hasMessageContaining("nonsense");
    }

    @Test
    void wantsThePassword(Playground playground) throws Exception {
        PostgresServer postgres = playground.postgres();
        ProcessBuilder psql = new ProcessBuilder(
                        postgres.binDir().resolve("psql").toString(), "-w", "-c", "select 1", "postgres")
                .redirectErrorStream(true);
        psql.environment()
                .putAll(Map.of(
                        "PGHOST", postgres.host(),
                        "PGPORT", Integer.toString(postgres.port()),
                        "PGUSER", postgres.user(),
                        "PGPASSWORD", "wrong"));
        Process process = psql.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("password authentication failed");
        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    void secondServerSurvivesKillAndRestart(Playground playground) {
        try (PostgresServer second = playground.startPostgres()) {
            assertThat(second.port()).isNotEqualTo(playground.postgres().port());
            second.psql("postgres", "create table t as select 7 as x");
            second.kill();
            assertThat(second.alive()).isFalse();
            assertThatThrownBy(() -> second.psql("postgres", "select 1")).hasMessageContaining("refused");
            second.start();
            assertThat(second.psql("postgres", "select x from t")).isEqualTo("7\n");
            second.restart();
            assertThat(second.psql("postgres", "select x from t")).isEqualTo("7\n");
        }
    }
}
