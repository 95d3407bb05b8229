package io.pgbelay.e2e;

import io.pgbelay.demo.Shop;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** No password stands in a log, a status, an Event or a Pod's spec. */
final class Discretion implements Chapter {
    @Override
    public String title() {
        return "Passwords in logs and objects";
    }

    @Override
    public void play(Scene scene) {
        var secrets = List.of(Shop.PASSWORD, scene.bucket().secretKey());
        var told = texts(scene)
                .filter(text -> secrets.stream().anyMatch(text.body()::contains))
                .map(Text::source)
                .collect(Collectors.joining(", "));
        scene.findings().check("places where a password stands", "none", told.isEmpty() ? "none" : told);
    }

    private record Text(String source, String body) {}

    private static Stream<Text> texts(Scene scene) {
        var objects = Stream.of("bsched", "brun", "rreq", "jobs", "pods", "events")
                .map(kind -> text(scene, "-n", Cluster.SHOP, "get", kind, "-o", "yaml"));
        var operator = Stream.of(text(scene, "-n", Cluster.SYSTEM, "logs", "-l", Installation.SELECTOR, "--tail=-1"));
        var movers = scene.cluster().client().pods().inNamespace(Cluster.SHOP).list().getItems().stream()
                .map(pod -> text(
                        scene,
                        "-n",
                        Cluster.SHOP,
                        "logs",
                        pod.getMetadata().getName(),
                        "--all-containers",
                        "--tail=-1"));
        return Stream.of(objects, operator, movers).flatMap(all -> all);
    }

    private static Text text(Scene scene, String... command) {
        return new Text(
                "kubectl " + String.join(" ", command),
                scene.cluster().tryKubectl("", command).text());
    }
}
