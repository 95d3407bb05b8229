package io.pgbelay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {
    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        var config = OperatorConfig.from(Map.of());

        assertThat(config.watchNamespaces()).isEmpty();
        assertThat(config.healthPort()).isEqualTo(8080);
        assertThat(config.leaderElection()).isFalse();
        assertThat(config.podStartGrace()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.toolsImage("", 16)).isEqualTo("postgres:16");
    }

    @Test
    void everyVariableIsRead() {
        var config = OperatorConfig.from(Map.ofEntries(
                Map.entry("PGBELAY_NAMESPACE", "ops"),
                Map.entry("PGBELAY_WATCH_NAMESPACES", "a, b,,"),
                Map.entry("PGBELAY_WORKER_IMAGE", "w:1"),
                Map.entry("PGBELAY_POSTGRES_IMAGE", "pg"),
                Map.entry("PGBELAY_HEALTH_PORT", "1"),
                Map.entry("PGBELAY_LEADER_ELECTION", "true"),
                Map.entry("PGBELAY_POD_START_GRACE_SECONDS", "2"),
                Map.entry("PGBELAY_SCHEDULING_GRACE_SECONDS", "3"),
                Map.entry("PGBELAY_RETRY_DELAY_SECONDS", "4"),
                Map.entry("PGBELAY_PROGRESS_INTERVAL_SECONDS", "5"),
                Map.entry("PGBELAY_PROMOTION_POLICY", "p")));

        assertThat(config)
                .isEqualTo(new OperatorConfig(
                        "ops",
                        java.util.Set.of("a", "b"),
                        "w:1",
                        "pg",
                        1,
                        true,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        50,
                        4,
                        "p"));
    }

    @Test
    void theLimitsOfTheQueueAreRead() {
        var config = OperatorConfig.from(Map.of("PGBELAY_MAX_RUNNING", "7", "PGBELAY_MAX_RUNNING_PER_SERVER", "0"));

        assertThat(config.maxRunning()).isEqualTo(7);
        assertThat(config.maxRunningPerServer()).isZero();
    }

    @Test
    void aNamedImageGoesBeforeTheMajor() {
        assertThat(OperatorConfig.from(Map.of()).toolsImage("postgis:16", 16)).isEqualTo("postgis:16");
    }

    @Test
    void whatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> OperatorConfig.from(Map.of("PGBELAY_HEALTH_PORT", "many")))
                .hasMessage("PGBELAY_HEALTH_PORT must be a whole number, not 'many'");
    }
}
