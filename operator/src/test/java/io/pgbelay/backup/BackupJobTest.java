package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Verification;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Json;
import io.pgbelay.job.JobSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'openpgp':{'recipients':{'configMapName':'backup-keys','key':'ops.asc'}}} | PGBELAY_RECIPIENTS",
                "{'passphrase':{'secretName':'backup','key':'passphrase'}}                  | PGBELAY_PASSPHRASE",
            })
    void keysGoToTheMoverAlone(String encryption, String variable) throws IOException {
        var template = (ObjectNode) Json.MAPPER.valueToTree(BackupRuns.template());
        template.set("encryption", Json.MAPPER.readTree(encryption.replace('\'', '"')));
        var seen = new BackupRunSeen(
                BackupRuns.ofSchedule(), null, Verification.DEFAULT, JobSeen.NOTHING, null, List.of());
        var pod = BackupJob.of(
                        seen, Json.MAPPER.treeToValue(template, BackupTemplate.class), 1, OperatorConfig.from(Map.of()))
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .contains(variable);
        assertThat(pod.getInitContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .doesNotContain(variable);
        assertThat(pod.getInitContainers().getFirst().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .doesNotContain("recipients");
    }
}
