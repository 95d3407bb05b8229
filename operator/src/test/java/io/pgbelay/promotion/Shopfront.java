package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Environment;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.Shell;
import io.pgbelay.demo.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A scene with a shop in production and in staging, an Environment, and people who may this and that. */
final class Shopfront {
    private static final String REPOSITORY = "registry.example/shop";

    private final Scene scene;
    private final String staging;

    private Shopfront(Scene scene) {
        this.scene = scene;
        this.staging = scene.namespace() + "-staging";
    }

    /** Production runs v1, staging v2; alice promotes and rolls back, bob and ben approve. */
    static Shopfront open(World world) {
        var shop = new Shopfront(Scene.open(world));
        world.namespace(shop.staging);
        shop.grant("alice", shop.scene.namespace(), "promotes", "promote,rollback", "environments.pgbelay.io");
        for (var user : List.of("alice", "bob", "ben")) {
            shop.grant(
                    user, shop.scene.namespace(), "writes-" + user, "create,update,patch,get", "promotions.pgbelay.io");
        }
        shop.grant("bob", shop.scene.namespace(), "approves", "approve", "environments.pgbelay.io");
        shop.grant("ben", shop.scene.namespace(), "approves-too", "approve", "environments.pgbelay.io");
        shop.grant("alice", shop.staging, "looks", "get", "deployments.apps");
        world.kubectlApply(shop.deployment(shop.staging, "shop", REPOSITORY + ":v2", 1));
        world.kubectlApply(shop.deployment(shop.scene.namespace(), "shop", REPOSITORY + ":v1", 2));
        world.kubectlApply(shop.deployment(shop.scene.namespace(), "shop-worker", REPOSITORY + ":v1", 1));
        shop.scene.await(() -> shop.available("shop", "2") && shop.available("shop-worker", "1"));
        shop.scene.await(() -> world.kubectl(
                        "get", "deploy", "shop", "-n", shop.staging, "-o", "jsonpath={.status.availableReplicas}")
                .equals("1"));
        return shop;
    }

    Scene scene() {
        return scene;
    }

    String deployment(String namespace, String name, String image, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  replicas: %4$d
                  progressDeadlineSeconds: 600
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata:
                      labels: {app: %2$s}
                      annotations: {org.opencontainers.image.revision: c0ffee}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: app
                        image: "%3$s"
                """.formatted(namespace, name, image, replicas);
    }

    /** Production runs this from now on, with a port and a database in its environment; one Pod at a time. */
    void produce(String image, int port) {
        for (var namespace : List.of(staging, scene.namespace())) {
            var newer = namespace.equals(staging);
            var yaml = deployment(namespace, "shop", newer ? image.replace(":v1", ":v2") : image, 1)
                            .replace("  replicas:", "  strategy: {type: Recreate}\n  replicas:")
                    + (newer ? portAlone() : env(port)).indent(6);
            scene.world().kubectl("delete", "deploy", "shop", "-n", namespace);
            scene.world().kubectlApply(yaml);
        }
        scene.await(() -> available("shop", "1"));
        settled();
    }

    /** Waits until staging has rolled out. */
    void settled() {
        scene.await(() -> scene.world()
                        .tryKubectl("", "rollout", "status", "deploy/shop", "-n", staging, "--timeout=1s")
                        .exit()
                == 0);
    }

    /** Staging has no database, and answers on any port. */
    private static String portAlone() {
        return """
                  env:
                  - {name: PORT, value: "0"}
                """;
    }

    private String env(int port) {
        return """
                  env:
                  - {name: PORT, value: "%d"}
                  - {name: PGHOST, value: "%s"}
                  - {name: PGPORT, value: "%d"}
                  - {name: PGUSER, value: orders_admin}
                  - {name: PGDATABASE, value: %s}
                  - {name: PGPASSWORD, valueFrom: {secretKeyRef: {name: orders-admin, key: password}}}
                """.formatted(port, scene.postgres().host(), scene.postgres().port(), scene.database());
    }

    /** What staging runs from now on; where nobody can pull it, without Pods. */
    void stage(String image, int replicas) {
        scene.world().kubectlApply(deployment(staging, "shop", REPOSITORY + image, replicas));
        scene.await(() -> {
            var rollout =
                    scene.world().tryKubectl("", "rollout", "status", "deploy/shop", "-n", staging, "--timeout=1s");
            return rollout.exit() == 0;
        });
    }

    /** The Environment; further lines go under its spec. */
    String environment(String more) {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: Environment
                metadata: {name: shop, namespace: %s}
                spec:
                  stage: test
                  workloads: [{name: shop, container: app}, {name: shop-worker, container: app}]
                  allowedSources: [{namespace: %s, name: shop}]
                  repository: %s
                """.formatted(scene.namespace(), staging, REPOSITORY) + more.indent(2);
    }

    /** Alice asks. */
    void promote(String name, String version, String... more) {
        var spec = new ArrayList<>(List.of("version: " + version));
        spec.addAll(List.of(more));
        ask(name, spec);
    }

    /** Alice asks to go back. */
    void rollback(String name) {
        ask(name, List.of("type: Rollback", "rollback: {}"));
    }

    /** Alice asks to go back with the database. */
    void rollback(String name, String data) {
        ask(name, List.of("type: Rollback", "rollback: {data: " + data + "}"));
    }

    private void ask(String name, List<String> spec) {
        var yaml =
                """
                apiVersion: pgbelay.io/v1alpha1
                kind: Promotion
                metadata: {name: %s, namespace: %s}
                spec:
                  environmentRef: {name: shop}
                  requestedBy: alice
                """.formatted(name, scene.namespace()) + String.join("\n", spec).indent(2);
        var answer = scene.world().tryKubectl(yaml, "create", "--as=alice", "-f", "-");
        assertThat(answer.exit()).as(answer.text()).isZero();
    }

    /** Somebody approves the plan that stands. */
    void approve(String user, String name) {
        at(name, Phase.AwaitingApproval);
        var answer = approval(user, user, name);
        assertThat(answer.exit()).as(answer.text()).isZero();
    }

    /** The API server's answer to somebody who approves in a name, perhaps not his own. */
    Shell.Answer approval(String caller, String user, String name, String... more) {
        var digest = found(name).orElseThrow().getStatus().planDigest();
        var patch = """
                [{"op": "add", "path": "/spec/approvals/-",
                  "value": {"user": "%s", "planDigest": "%s", "decision": "Approve"}}]""".formatted(user, digest);
        var command = new ArrayList<>(List.of("patch", "pgpromo", name, "-n", scene.namespace(), "--as=" + caller));
        command.addAll(List.of("--type=json", "-p", patch));
        command.addAll(List.of(more));
        return scene.world().tryKubectl("", command.toArray(String[]::new));
    }

    /** Waits until a promotion is in this phase. */
    Promotion at(String name, Phase phase) {
        return scene.until(() -> found(name).filter(one -> {
            var now = status(one).phase();
            assertThat(now == null || !now.terminal() || now == phase)
                    .as("%s ended as %s: %s", name, now, reason(one))
                    .isTrue();
            return now == phase;
        }));
    }

    /** Waits for the end of a promotion. */
    Promotion ended(String name) {
        return scene.until(() -> found(name).filter(one -> status(one).ended()));
    }

    Optional<Promotion> found(String name) {
        return Optional.ofNullable(scene.world()
                .client()
                .resources(Promotion.class)
                .inNamespace(scene.namespace())
                .withName(name)
                .get());
    }

    static PromotionStatus status(Promotion promotion) {
        return Objects.requireNonNullElse(promotion.getStatus(), PromotionStatus.NONE);
    }

    /** The reason of the condition Succeeded. */
    static String reason(Promotion promotion) {
        return status(promotion).conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason() + ": " + one.getMessage())
                .findFirst()
                .orElse("none");
    }

    /** What the Environment says of itself. */
    EnvironmentStatus environment() {
        return Objects.requireNonNull(scene.world()
                .client()
                .resources(Environment.class)
                .inNamespace(scene.namespace())
                .withName("shop")
                .get()
                .getStatus());
    }

    String staging() {
        return staging;
    }

    /** The image of a Deployment of production. */
    String image(String deployment) {
        return scene.kubectl("get", "deploy", deployment, "-o", "jsonpath={.spec.template.spec.containers[0].image}");
    }

    boolean available(String deployment, String count) {
        return scene.kubectl("get", "deploy", deployment, "-o", "jsonpath={.status.availableReplicas}")
                .equals(count);
    }

    private void grant(String user, String namespace, String role, String verbs, String resource) {
        var world = scene.world();
        world.kubectl("create", "role", role, "-n", namespace, "--verb=" + verbs, "--resource=" + resource);
        world.kubectl("create", "rolebinding", role, "-n", namespace, "--role=" + role, "--user=" + user);
    }
}
