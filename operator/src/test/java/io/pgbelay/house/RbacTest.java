package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator never reads a Secret through the API: it could not if it wanted to. */
class RbacTest {
    static Stream<JsonNode> roles() {
        return Stream.of("true", "false")
                .map(everywhere -> Chart.render(Map.of("clusterWide", everywhere)))
                .flatMap(chart -> Stream.concat(chart.all("Role").stream(), chart.all("ClusterRole").stream()));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noRuleNamesSecretsOrEverything(JsonNode role) {
        assertThat(words(role, "resources"))
                .isNotEmpty()
                .doesNotContain("*", "secrets", "pods/exec", "serviceaccounts/token");
        assertThat(words(role, "verbs")).isNotEmpty().doesNotContain("*", "impersonate", "escalate", "bind");
        assertThat(words(role, "apiGroups")).isNotEmpty().doesNotContain("*");
    }

    @Test
    void whatPeopleMayNeverHoldsAStatus() {
        assertThat(Chart.render(Map.of()).all("ClusterRole").stream()
                        .filter(role -> role.at("/metadata/labels").toString().contains("aggregate-to"))
                        .toList())
                .hasSize(3)
                .allMatch(role -> words(role, "resources").stream().noneMatch(one -> one.contains("/")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get secrets",
                "list secrets",
                "watch secrets",
                "create secrets",
                "patch secrets",
                "delete secrets",
                "create pods",
                "create pods/exec",
                "update backupschedules.pgbelay.io",
                "update backupruns.pgbelay.io",
                "patch backupruns.pgbelay.io",
                "delete backupschedules.pgbelay.io",
                "delete restorerequests.pgbelay.io",
                "restore backupschedules.pgbelay.io",
                "update promotions.pgbelay.io",
                "patch environments.pgbelay.io",
                "approve environments.pgbelay.io",
                "promote environments.pgbelay.io",
                "update deployments.apps",
                "delete deployments.apps",
                "update configmaps",
                "create serviceaccounts/token",
                "create rolebindings.rbac.authorization.k8s.io",
                "delete customresourcedefinitions.apiextensions.k8s.io",
            })
    void theOperatorMayNot(String deed) {
        assertThat(may(deed, "default")).isEqualTo("no");
        assertThat(may(deed, Chart.NAMESPACE)).isEqualTo("no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch backupschedules.pgbelay.io",
                "create backupruns.pgbelay.io",
                "delete backupruns.pgbelay.io",
                "patch backupruns.pgbelay.io/status",
                "create restorerequests.pgbelay.io",
                "patch restorerequests.pgbelay.io",
                "patch promotions.pgbelay.io",
                "update restorerequests.pgbelay.io/status",
                "update promotions.pgbelay.io/status",
                "update environments.pgbelay.io/status",
                "patch deployments.apps",
                "create jobs.batch",
                "delete jobs.batch",
                "get pods/log",
                "create events.events.k8s.io",
                "get customresourcedefinitions.apiextensions.k8s.io/backupruns.pgbelay.io",
            })
    void theOperatorMay(String deed) {
        assertThat(may(deed, "default")).isEqualTo("yes");
    }

    private static String may(String deed, String namespace) {
        var words = deed.split(" ", -1);
        var named = words[1].startsWith("customresourcedefinitions");
        var plain = words[1].split("/", 2);
        var question = named || plain.length == 1
                ? Stream.of("auth", "can-i", words[0], words[1])
                : Stream.of("auth", "can-i", words[0], plain[0], "--subresource=" + plain[1]);
        var all = Stream.concat(question, Stream.of("-n", namespace, "--as=" + ApiServer.OPERATOR));
        var answer = ApiServer.running().kubectl("", all.toArray(String[]::new)).text();
        return List.of(answer.strip().split("\n", -1)).getLast();
    }

    private static List<String> words(JsonNode role, String field) {
        return role.path("rules")
                .valueStream()
                .flatMap(rule -> rule.path(field).valueStream())
                .map(JsonNode::asText)
                .toList();
    }
}
