package io.pgbelay.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chart, rendered as the release {@code rel} in the namespace {@code pgbelay-system}. */
record Chart(List<JsonNode> documents) {
    static final String NAMESPACE = "pgbelay-system";

    private static final String OLDEST_KUBERNETES = "1.30.0";

    static LintResult lint() {
        return helm().lint().strict().call();
    }

    /** Renders with these values; an entry of a list is written {@code list[0]}. */
    static Chart render(Map<String, String> values) {
        var template =
                helm().template().withName("rel").withNamespace(NAMESPACE).withKubeVersion(OLDEST_KUBERNETES);
        values.forEach(template::set);
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(template.call())) {
            return new Chart(
                    documents.readAll().stream().filter(JsonNode::isObject).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs the release, or upgrades it, into a real cluster. */
    static Release install(Path kubeconfig, Map<String, String> values) {
        var upgrade = helm().upgrade()
                .install()
                .createNamespace()
                .withName("rel")
                .withNamespace(NAMESPACE)
                .withKubeConfig(kubeconfig);
        values.forEach(upgrade::set);
        return upgrade.call();
    }

    List<JsonNode> all(String kind) {
        return documents.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode one(String kind, String name) {
        return all(kind).stream()
                .filter(one -> one.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    List<String> namespacesOf(String kind) {
        return all(kind).stream()
                .map(one -> one.at("/metadata/namespace").asText())
                .toList();
    }

    JsonNode container() {
        return all("Deployment").getFirst().at("/spec/template/spec/containers/0");
    }

    String environment(String variable) {
        return container()
                .path("env")
                .valueStream()
                .filter(one -> one.path("name").asText().equals(variable))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asText();
    }

    private static Helm helm() {
        return new Helm(Repository.ROOT.resolve("helm/pgbelay"));
    }
}
