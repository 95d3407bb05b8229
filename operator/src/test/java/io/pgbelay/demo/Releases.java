package io.pgbelay.demo;

import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.kube.Labels;
import io.pgbelay.playground.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The second half of the story: a release goes out with its migration, a bad one destroys data, and image, schema and rows
 * come back together. Alice asks, Bob approves, psql and an HTTP client judge.
 */
final class Releases {
    private static final String STAGING = "shop-staging";
    private static final String APP = "registry.example/orders-app";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final World world;
    private final Story story;
    private final Follow follow;
    private final String namespace;
    private final String database;
    private final int port;

    Releases(World world, Story story, String namespace, String database) {
        this.world = world;
        this.story = story;
        this.follow = new Follow(world, story);
        this.namespace = namespace;
        this.database = database;
        this.port = Ports.free();
    }

    /** Sets the stage; needs nothing that the first half makes. */
    void prepare() {
        world.namespace(STAGING);
        world.kubectlApply(deployment(STAGING, "v2", "0", ""));
        world.kubectlApply(deployment(namespace, "v1", Integer.toString(port), database()));
        world.kubectlApply(environment());
        may("alice", namespace, "asks", "promote,rollback", "environments.pgbelay.io");
        may("bob", namespace, "approves", "approve", "environments.pgbelay.io");
        may("alice", STAGING, "looks", "get", "deployments.apps");
        for (var user : new String[] {"alice", "bob"}) {
            may(user, namespace, "writes-" + user, "create,update,patch,get", "promotions.pgbelay.io");
        }
    }

    /** Plays it; true where everything ended as it should, and all that was there before the bad release is there again. */
    boolean play() {
        rolledOut(namespace);
        rolledOut(STAGING);
        story.tell("The shop answers: " + answer());
        if (ended("v2", "version: v2").phase() != Phase.Succeeded) {
            return trouble("v2 should have gone out");
        }
        var before = Contents.of(world.playground().postgres(), database);
        var said = answer();
        story.tell("Released with its migration by Flyway: " + said);
        return badRelease() && back(before, said);
    }

    private boolean badRelease() {
        world.kubectl("set", "image", "deploy/shop", "app=" + APP + ":v3", "-n", STAGING);
        rolledOut(STAGING);
        var bad = ended("v3", "version: v3");
        story.tell("v3 has lost " + lost() + " orders, and answers: " + answer());
        return bad.phase() == Phase.Failed || trouble("v3 should have been found out");
    }

    private boolean back(Contents before, String said) {
        var back = ended("back", "type: Rollback\n  rollback: {data: RestoreBackup}");
        if (back.phase() != Phase.Succeeded) {
            return trouble("the way back failed");
        }
        rolledOut(namespace);
        var differences = before.differencesFrom(Contents.of(world.playground().postgres(), database));
        differences.forEach((what, how) -> story.tell("DIFFERENT: " + what + ": " + how));
        story.tell("Image, schema and rows are back: " + answer());
        return differences.isEmpty() && (answer().equals(said) || trouble("it answered " + said + " before"));
    }

    private boolean trouble(String words) {
        story.tell("NOT AS IT SHOULD BE: " + words);
        story.show(world.kubectl("describe", "pgpromo", "-n", namespace));
        return false;
    }

    /** Alice asks, Bob approves the plan, and it takes its course. */
    private PromotionStatus ended(String name, String what) {
        story.tell("alice asks for Promotion " + name + ": " + what.replace("\n ", ","));
        var asked = world.tryKubectl("""
                apiVersion: pgbelay.io/v1alpha1
                kind: Promotion
                metadata: {name: %s, namespace: %s}
                spec:
                  environmentRef: {name: shop}
                  requestedBy: alice
                  %s
                """.formatted(name, namespace, what), "create", "--as=alice", "-f", "-");
        if (asked.exit() != 0) {
            throw new IllegalStateException(asked.text());
        }
        var planned = at(name, status -> status.phase() == Phase.AwaitingApproval || status.ended());
        if (planned.ended()) {
            return planned;
        }
        approve(name, Objects.requireNonNull(planned.planDigest()));
        story.tell("bob approves: " + Objects.requireNonNull(planned.plan()).summary());
        var end = at(name, PromotionStatus::ended);
        story.tell("Promotion " + name + ": " + end.phase() + ". " + words(end));
        return end;
    }

    private void approve(String name, String digest) {
        var patch =
                "[{\"op\": \"add\", \"path\": \"/spec/approvals/-\", \"value\": {\"user\": \"bob\", \"planDigest\": \"%s\","
                                .formatted(digest)
                        + " \"decision\": \"Approve\"}}]";
        var answer =
                world.tryKubectl("", "patch", "pgpromo", name, "-n", namespace, "--as=bob", "--type=json", "-p", patch);
        if (answer.exit() != 0) {
            throw new IllegalStateException(answer.text());
        }
    }

    private PromotionStatus at(String name, java.util.function.Predicate<PromotionStatus> which) {
        return follow.until(
                () -> Optional.ofNullable(world.client()
                                .resources(Promotion.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get()
                                .getStatus())
                        .filter(which),
                namespace,
                Labels.PROMOTION + "=" + name,
                PATIENCE);
    }

    private static String words(PromotionStatus status) {
        return status.conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getMessage())
                .findFirst()
                .orElse("");
    }

    private String lost() {
        return world.playground()
                .postgres()
                .psql(database, "SELECT max(id) - count(*) FROM orders")
                .strip();
    }

    private void rolledOut(String where) {
        world.kubectl("rollout", "status", "deploy/shop", "-n", where, "--timeout=" + PATIENCE.toSeconds() + "s");
    }

    /** What the shop says over HTTP; its status before it where that is not 200. */
    private String answer() {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            var words = answer.body().lines().findFirst().orElse("");
            return answer.statusCode() == 200 ? words : answer.statusCode() + " " + words;
        } catch (IOException e) {
            return "nothing: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void may(String user, String where, String role, String verbs, String resource) {
        world.kubectl("create", "role", role, "-n", where, "--verb=" + verbs, "--resource=" + resource);
        world.kubectl("create", "rolebinding", role, "-n", where, "--role=" + role, "--user=" + user);
    }

    private static String deployment(String where, String tag, String port, String more) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop, namespace: %s}
                spec:
                  replicas: 1
                  strategy: {type: Recreate}
                  selector: {matchLabels: {app: shop}}
                  template:
                    metadata: {labels: {app: shop}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: app
                        image: "%s:%s"
                        env:
                        - {name: PORT, value: "%s"}
                """.formatted(where, APP, tag, port) + more.indent(8);
    }

    private String database() {
        var postgres = world.playground().postgres();
        return """
                - {name: SHOP_OWNER, value: shop}
                - {name: PGHOST, value: "%s"}
                - {name: PGPORT, value: "%d"}
                - {name: PGDATABASE, value: %s}
                - {name: PGUSER, value: orders_admin}
                - {name: PGPASSWORD, valueFrom: {secretKeyRef: {name: orders-admin, key: password}}}
                """.formatted(postgres.host(), postgres.port(), database);
    }

    private String environment() {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: Environment
                metadata: {name: shop, namespace: %s}
                spec:
                  stage: production
                  workloads: [{name: shop, container: app}]
                  allowedSources: [{namespace: %s, name: shop}]
                  repository: %s
                  backup: {scheduleRef: {name: orders}}
                  migration: {up: [shop, migrate], current: [shop, revision]}
                  verification:
                    http: [{url: "http://127.0.0.1:%d/healthz", consecutive: 3}]
                    soak: 1s
                    deadline: 10s
                  allow: {rollback: [RestoreBackup]}
                """.formatted(namespace, STAGING, APP, port);
    }

    /** The images that this half needs. */
    static Map<String, Integer> images() {
        return Map.of(APP + ":v1", 1, APP + ":v2", 2, APP + ":v3", 3);
    }
}
