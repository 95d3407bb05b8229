package io.pgbelay.demo;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the chart gives the operator besides its Deployment: service account, RBAC, policies. */
public final class Chart {
    private Chart() {}

    /** Renders the chart for all namespaces, without Deployment, Service and CRDs. */
    public static String render(Path root, String namespace) {
        var all = new Helm(root.resolve("helm/pgbelay"))
                .template()
                .withName("pgbelay")
                .withNamespace(namespace)
                .withKubeVersion("1.34.0")
                .set("clusterWide", "true")
                .call();
        return Arrays.stream(all.split("(?m)^---\\s*$", -1))
                .filter(document -> !document.isBlank())
                .filter(document ->
                        !document.matches("(?s).*\\nkind: (Deployment|Service|CustomResourceDefinition)\\n.*"))
                .collect(Collectors.joining("\n---\n"));
    }
}
