package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
    @Test
    void lintFindsNothing() {
        assertThat(Chart.lint().isFailed()).isFalse();
        assertThat(Chart.lint().getMessages()).noneMatch(message -> message.matches("(?s)\\[(WARNING|ERROR)].*"));
    }

    @Test
    void byDefaultOnlyItsOwnNamespaceIsLookedAfter() {
        var chart = Chart.render(Map.of());
        assertThat(chart.environment("PGBELAY_WATCH_NAMESPACES")).isEqualTo("pgbelay-system");
        assertThat(chart.namespacesOf("Role")).containsOnly("pgbelay-system");
        assertThat(verbs(chart.one("ClusterRole", "rel-pgbelay.pgbelay-system")))
                .containsOnly("get");
    }

    @Test
    void listedNamespacesGetARoleEach() {
        var chart = Chart.render(Map.of("watchNamespaces[0]", "shop-prod", "watchNamespaces[1]", "shop-staging"));
        assertThat(chart.environment("PGBELAY_WATCH_NAMESPACES")).isEqualTo("shop-prod,shop-staging");
        assertThat(chart.namespacesOf("Role")).containsExactlyInAnyOrder("shop-prod", "shop-staging", "pgbelay-system");
        assertThat(chart.namespacesOf("RoleBinding"))
                .containsExactlyInAnyOrder("shop-prod", "shop-staging", "pgbelay-system");
    }

    @Test
    void clusterWideIsAChoice() {
        var chart = Chart.render(Map.of("clusterWide", "true"));
        assertThat(chart.environment("PGBELAY_WATCH_NAMESPACES")).isEmpty();
        assertThat(chart.namespacesOf("Role")).containsOnly("pgbelay-system");
        assertThat(verbs(chart.one("ClusterRole", "rel-pgbelay.pgbelay-system")))
                .contains("create", "watch");
    }

    @Test
    void workersRunTheOperatorsOwnImage() {
        var chart = Chart.render(Map.of("image.repository", "registry.example/pgbelay", "image.tag", "v9"));
        assertThat(chart.container().path("image").asText()).isEqualTo("registry.example/pgbelay:v9");
        assertThat(chart.environment("PGBELAY_WORKER_IMAGE")).isEqualTo("registry.example/pgbelay:v9");
    }

    @Test
    void theOperatorsPodIsRestricted() {
        var pod = Chart.render(Map.of()).one("Deployment", "rel-pgbelay").at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        var container = pod.at("/containers/0/securityContext");
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @Test
    void crdsAreTheGeneratedOnesAndStayWhenTheReleaseGoes() {
        var chart = Chart.render(Map.of());
        Crds.all().forEach(crd -> {
            var rendered =
                    chart.one("CustomResourceDefinition", crd.getMetadata().getName());
            var annotations = rendered.at("/metadata/annotations");
            assertThat(annotations.path("helm.sh/resource-policy").asText()).isEqualTo("keep");
            assertThat(annotations.path(CrdFinish.SCHEMA_ANNOTATION).asText())
                    .isEqualTo(crd.getMetadata().getAnnotations().get(CrdFinish.SCHEMA_ANNOTATION));
        });
        assertThat(Chart.render(Map.of("crds", "false")).all("CustomResourceDefinition"))
                .isEmpty();
    }

    @Test
    void whatLiesInNoNamespaceCarriesTheReleaseAndItsNamespace() {
        var chart = Chart.render(Map.of("clusterWide", "true"));
        assertThat(chart.documents().stream()
                        .filter(one -> one.at("/metadata/namespace").isMissingNode())
                        .filter(one -> !one.path("kind").asText().equals("CustomResourceDefinition"))
                        .map(one -> one.at("/metadata/name").asText()))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("rel-pgbelay.pgbelay-system"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "replica, 2",
        "image.repositry, x",
        "replicas, two",
        "image.pullPolicy, Sometimes",
        "watchNamespaces, shop-prod",
        "watchNamespaces[0], Shop",
        "postgresImage, 'postgres:16'",
        "env.A.B, x",
    })
    void wrongValuesAreRefused(String name, String value) {
        assertThatThrownBy(() -> Chart.render(Map.of(name, value)))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    @Test
    void allNamespacesAndAListOfThemAreRefused() {
        assertThatThrownBy(() -> Chart.render(Map.of("clusterWide", "true", "watchNamespaces[0]", "shop-prod")))
                .hasMessageContaining("watchNamespaces");
    }

    @Test
    void anUpgradeOfTheSameReleaseIsTaken() {
        var release = Chart.install(ApiServer.running().kubeconfig(), Map.of("clusterWide", "true"));
        assertThat(release.getStatus()).isEqualTo("deployed");
        assertThat(Integer.parseInt(release.getRevision())).isGreaterThan(1);
    }

    private static List<String> verbs(JsonNode role) {
        return role.findValues("verbs").stream()
                .flatMap(verbs -> verbs.valueStream().map(JsonNode::asText))
                .toList();
    }
}
