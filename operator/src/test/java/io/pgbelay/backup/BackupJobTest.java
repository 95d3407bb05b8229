package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.api.Verification;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.job.JobSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Job, to be read as YAML; {@code UPDATE=1} writes it anew. */
class BackupJobTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/pgbelay/backup/job.yaml");

    @Test
    void theJobIsTheOneThatIsWrittenDown() throws IOException {
        var seen = new BackupRunSeen(
                BackupRuns.ofSchedule(),
                null,
                Verification.DEFAULT,
                JobSeen.NOTHING,
                null,
                List.of("uid-of-a-failed-run"));
        var job = BackupJob.of(seen, BackupRuns.template(), 1, OperatorConfig.from(Map.of()));

        var yaml = Serialization.asYaml(job);

        if ("1".equals(System.getenv("UPDATE"))) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, yaml);
        }
        assertThat(yaml).as("UPDATE=1 writes %s anew", GOLDEN).isEqualTo(Files.readString(GOLDEN));
    }
}
