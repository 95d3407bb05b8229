package io.pgbelay.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operator stands in its own image, under its own service account and no other rights. */
final class Installation implements Chapter {
    /** Selects the operator's Pod. */
    static final String SELECTOR = "app.kubernetes.io/instance=pgbelay";

    private static final String USER = "system:serviceaccount:" + Cluster.SYSTEM + ":pgbelay";

    @Override
    public String title() {
        return "The operator stands in its own image";
    }

    @Override
    public void play(Scene scene) {
        var pod = pod(scene.cluster());
        var container = pod.getSpec().getContainers().getFirst();
        var findings = scene.findings();
        findings.check("operator: image", scene.settings().pgbelay().toString(), container.getImage());
        findings.check("operator: service account", "pgbelay", pod.getSpec().getServiceAccountName());
        findings.check("operator: user", "65532", in(scene, pod, "id", "-u"));
        findings.check(
                "operator: root",
                "touch: .*Read-only file system",
                in(scene, pod, "sh", "-c", "touch /x 2>&1 || true"));
        findings.check("operator: rights on Secrets", "none", rightsOnSecrets(scene));
        findings.check("operator: may create Jobs", "yes", may(scene, "create", "jobs.batch"));
    }

    private static String in(Scene scene, Pod pod, String... command) {
        var words = new ArrayList<>(
                List.of("-n", Cluster.SYSTEM, "exec", pod.getMetadata().getName(), "--"));
        words.addAll(List.of(command));
        return firstLine(
                scene.cluster().tryKubectl("", words.toArray(String[]::new)).text());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String rightsOnSecrets(Scene scene) {
        var allowed = Stream.of("get", "list", "watch", "create", "update", "patch", "delete")
                .filter(verb -> !may(scene, verb, "secrets").strip().equals("no"))
                .collect(Collectors.joining(" "));
        return allowed.isEmpty() ? "none" : allowed;
    }

    private static String may(Scene scene, String verb, String what) {
        return scene.cluster()
                .tryKubectl("", "auth", "can-i", verb, what, "-n", Cluster.SHOP, "--as=" + USER)
                .text();
    }

    /** The operator's Pod that is ready. */
    static Pod pod(Cluster cluster) {
        return Wait.until(
                "an operator that is ready",
                Scene.PATIENCE,
                () ->
                        cluster
                                .client()
                                .pods()
                                .inNamespace(Cluster.SYSTEM)
                                .withLabelSelector(SELECTOR)
                                .list()
                                .getItems()
                                .stream()
                                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && ready(pod))
                                .findFirst());
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(
                        one -> one.getType().equals("Ready") && one.getStatus().equals("True"));
    }
}
