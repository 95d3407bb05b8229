package io.pgbelay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.api.HttpCheck;
import io.pgbelay.api.Promotion;
import io.pgbelay.contract.ProbeOrder;
import io.pgbelay.kube.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Jobs of a promotion, to be read as YAML; {@code UPDATE=1} writes them anew. */
class CommandJobTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/pgbelay/promotion");

    @Test
    void aCommandHasTheSurroundingsOfItsApplicationAndNothingElse() throws IOException {
        var container = new ContainerBuilder()
                .withName("app")
                .withImage("registry.example/shop:v1")
                .withCommand("serve")
                .withArgs("--all")
                .addNewPort()
                .withContainerPort(8080)
                .endPort()
                .addNewEnv()
                .withName("DATABASE_URL")
                .withNewValueFrom()
                .withNewSecretKeyRef("url", "shop-db", false)
                .endValueFrom()
                .endEnv()
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/ready")
                .withNewPort(8080)
                .endHttpGet()
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName("config")
                .withMountPath("/etc/shop")
                .endVolumeMount()
                .build();
        var pod = new PodSpecBuilder()
                .withServiceAccountName("shop")
                .withContainers(container)
                .addNewContainer()
                .withName("proxy")
                .endContainer()
                .addNewVolume()
                .withName("config")
                .withNewConfigMap()
                .withName("shop")
                .endConfigMap()
                .endVolume()
                .build();
        var job = new CommandJob(
                "shop-v2-up",
                promotion(),
                Labels.of(Labels.PROMOTION, "shop-v2"),
                pod,
                container,
                "registry.example/shop:v2",
                List.of("alembic", "upgrade", "$(HEAD)"),
                Duration.ofMinutes(30));

        golden("command.yaml", Serialization.asYaml(job.build()));
    }

    @Test
    void aProbeHasNoTokenNoSecretAndNoDatabase() throws IOException {
        var order = new ProbeOrder(List.of(new HttpCheck("http://shop/healthz?a=$b", 200, 5, "5s")), 300, 120);
        var job = new ProbeJob(
                "shop-v2-verify",
                promotion(),
                Labels.of(Labels.PROMOTION, "shop-v2"),
                order,
                "ghcr.io/pgbelay/pgbelay:1");

        golden("probe.yaml", Serialization.asYaml(job.build()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "could not connect to postgres://shop:s3cret@db/orders | could not connect to postgres://***@db/orders",
                "password=s3cret host=db                                | password=*** host=db",
                "{\"token\": 1}, Token: 'a b' end                       | {\"token\": 1}, Token: *** end",
                "no secret at all                                       | no secret at all",
            })
    void whatLooksLikeAPasswordIsTakenOut(String said, String clean) {
        assertThat(LastWords.of(said)).isEqualTo(clean);
    }

    private static HasMetadata promotion() {
        var promotion = new Promotion();
        promotion.getMetadata().setNamespace("shop-prod");
        promotion.getMetadata().setName("shop-v2");
        promotion.getMetadata().setUid("uid-shop-v2");
        return promotion;
    }

    private static void golden(String name, String yaml) throws IOException {
        var file = GOLDEN.resolve(name);
        if ("1".equals(System.getenv("UPDATE"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, yaml);
        }
        assertThat(yaml).as("UPDATE=1 writes %s anew", file).isEqualTo(Files.readString(file));
    }
}
