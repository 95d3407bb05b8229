package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgbelay.rig.BesideTheLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request never changes: each property of its spec, added, changed or removed, is refused. */
@BesideTheLoops
class ImmutableTest {
    private static final ObjectNode FULL_RUN = object("""
            {"hold": true, "keepFor": "30d", "note": "n", "dryRun": true, "expiresAt": "2099-01-01T00:00:00Z", "template": {
               "stage": "s", "database": {"host": "h", "name": "n", "version": 16, "credentials": {"secretName": "s"}},
               "storage": {"s3": {"bucket": "abc"}}}, "verification": {"afterEach": "Digest"}}
            """);

    private static final ObjectNode FULL_RESTORE = object("""
            {"source": {"runRef": {"name": "r"}}, "requestedBy": "admin", "reason": "r", "dryRun": true,
             "checks": [{"name": "c", "sql": "select true", "expect": "t"}], "undoWindow": "2h", "confirm": "abc",
             "sanitize": {"configMapName": "s", "key": "k"}, "quiesce": [{"kind": "Deployment", "name": "d"}],
             "safetyBackup": {"none": {"reason": "n"}}, "expiresAt": "2099-01-01T00:00:00Z",
             "deadline": "5h", "noProgressTimeout": "5m", "retries": 2, "podTemplate": {"labels": {"a": "b"}},
             "decryption": {"passphrase": {"secretName": "s", "key": "k"}},
             "target": {"database": "d", "mode": "Swap", "ownership": "Single", "owner": "o", "privileges": "Skip", "server": {
                "host": "h", "version": 16, "credentials": {"secretName": "s"}}}}
            """);

    private static final ObjectNode FULL_PROMOTION = object("""
            {"environmentRef": {"name": "e"}, "type": "Promote", "version": "v", "from": {"namespace": "n", "name": "d"},
             "requestedBy": "admin", "onBehalfOf": "o", "reason": "r", "skip": ["Backup"], "overrideHold": {"reason": "h"}, "dryRun": true,
             "expiresAt": "2099-01-01T00:00:00Z"}
            """);

    /** What is refused in other words, or may change and is latched: the tests of policies try these. */
    private static final List<String> TRIED_ELSEWHERE =
            List.of("approvals", "abort", "type", "onFailure", "confirm", "imported");

    /** What a person may change of a request that stands. */
    private static final Map<String, List<String>> MUTABLE = Map.of("BackupRun", List.of("hold", "keepFor"));

    /** Every optional property of the spec is absent in the least, present in the full. */
    @ParameterizedTest
    @ValueSource(strings = {"BackupRun", "RestoreRequest", "Promotion"})
    void noPropertyCanBeAddedChangedOrRemoved(String kind) {
        var server = ApiServer.running();
        var namespace = server.namespace();
        var full = full(kind);
        var properties = new ArrayList<>(Crds.spec(kind).children().keySet());
        properties.removeAll(TRIED_ELSEWHERE);
        create(kind, "full", full, namespace);
        create(kind, "least", least(kind), namespace);
        var allowed = new ArrayList<String>();
        for (var property : properties) {
            for (var attempt : attempts(kind, property, full)) {
                var answer = server.kubectl(
                        "", "patch", kind, attempt.name(), "-n", namespace, "--type=merge", "-p", attempt.patch());
                var mutable = MUTABLE.getOrDefault(kind, List.of()).contains(property);
                if (mutable
                        ? answer.exit() != 0
                        : answer.exit() == 0 || !answer.text().contains("cannot change")) {
                    allowed.add(attempt + ": " + answer.text());
                }
            }
        }
        assertThat(allowed).isEmpty();
    }

    /** What is empty in a walk was not walked. */
    @Test
    void theFullSpecsNameEveryProperty() {
        var run = new ArrayList<>(Crds.spec("BackupRun").children().keySet());
        run.removeAll(TRIED_ELSEWHERE);
        run.remove("scheduleRef");
        assertThat(FULL_RUN.propertyStream().map(one -> one.getKey())).containsAll(run);
        assertThat(FULL_RESTORE.propertyStream().map(one -> one.getKey()))
                .containsAll(Crds.spec("RestoreRequest").children().keySet());
        var promotion = new ArrayList<>(Crds.spec("Promotion").children().keySet());
        promotion.removeAll(TRIED_ELSEWHERE);
        promotion.remove("rollback");
        assertThat(FULL_PROMOTION.propertyStream().map(one -> one.getKey())).containsAll(promotion);
    }

    /** Only the operator makes such a run; nobody changes it, or makes another one into such. */
    @Test
    void whatWasImportedStays() {
        var server = ApiServer.running();
        var namespace = server.namespace();
        var imported = """
                {"uid": "3f0c1d2e-0000-4000-8000-000000000001", "completionTime": "2026-11-20T01:00:10Z", "artifact": {"tables": 3}}""";
        var found = Example.of("BackupRun")
                .with("/metadata/name", ApiServer.json("\"found\""))
                .with("/spec/imported", ApiServer.json(imported));
        server.succeed(found.resource().toString(), "create", "--as=" + ApiServer.OPERATOR, "-n", namespace, "-f", "-");
        create("BackupRun", "plain", least("BackupRun"), namespace);
        for (var attempt : List.of(
                new Attempt("found", "{\"spec\":{\"imported\":null}}"),
                new Attempt("found", "{\"spec\":{\"imported\":{\"artifact\":{\"tables\":4}}}}"),
                new Attempt("plain", "{\"spec\":{\"imported\":" + imported + "}}"))) {
            var answer = server.kubectl(
                    "", "patch", "brun", attempt.name(), "-n", namespace, "--type=merge", "-p", attempt.patch());
            assertThat(answer.exit()).as(attempt.toString()).isNotZero();
            assertThat(answer.text()).contains("imported cannot change");
        }
    }

    private static ObjectNode full(String kind) {
        return switch (kind) {
            case "BackupRun" -> FULL_RUN;
            case "Promotion" -> FULL_PROMOTION;
            default -> FULL_RESTORE;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"BackupRun", "RestoreRequest", "Promotion"})
    void labelsAndTheSameSpecAgainAreTaken(String kind) {
        var server = ApiServer.running();
        var namespace = server.namespace();
        create(kind, "full", full(kind), namespace);
        server.succeed("", "label", kind, "full", "-n", namespace, "a=b");
        create(kind, "full", full(kind), namespace);
    }

    private record Attempt(String name, String patch) {}

    private static List<Attempt> attempts(String kind, String property, ObjectNode full) {
        var attempts = new ArrayList<Attempt>();
        var value = full.path(property);
        if (!value.isMissingNode()) {
            attempts.add(new Attempt("full", patch(property, JsonNodeFactory.instance.nullNode())));
            attempts.add(new Attempt("full", patch(property, other(value))));
        }
        if (!least(kind).has(property)) {
            attempts.add(new Attempt("least", patch(property, value)));
        }
        return attempts.stream()
                .filter(attempt -> meaningful(kind, property, attempt))
                .toList();
    }

    /** Removing a required property is refused by other words; scheduleRef and template exclude each other. */
    private static boolean meaningful(String kind, String property, Attempt attempt) {
        var removal = attempt.patch().contains(":null");
        var excluded = (kind.equals("BackupRun")
                        && List.of("scheduleRef", "template").contains(property))
                || (kind.equals("Promotion") && List.of("version", "rollback").contains(property));
        return !(removal && Crds.spec(kind).requires(property))
                && !(excluded && (removal || attempt.name().equals("least")));
    }

    private static JsonNode other(JsonNode value) {
        if (value.isObject()) {
            var copy = ((ObjectNode) value).deepCopy();
            var first = copy.propertyStream().findFirst().orElseThrow();
            copy.set(first.getKey(), other(first.getValue()));
            return copy;
        }
        if (value.isArray()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (value.isBoolean()) {
            return JsonNodeFactory.instance.booleanNode(!value.asBoolean());
        }
        if (value.isNumber()) {
            return JsonNodeFactory.instance.numberNode(value.asInt() + 1);
        }
        var text = value.asText();
        if (text.equals("Digest")) {
            return JsonNodeFactory.instance.textNode("Decode");
        }
        return JsonNodeFactory.instance.textNode(text.startsWith("2099") ? text.replace("2099", "2098") : "1" + text);
    }

    private static String patch(String property, JsonNode value) {
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").set(property, value);
        return patch.toString();
    }

    private static ObjectNode least(String kind) {
        return (ObjectNode) Example.of(kind)
                .without("/spec/note")
                .without("/spec/reason")
                .resource()
                .get("spec");
    }

    private static void create(String kind, String name, ObjectNode spec, String namespace) {
        var resource = Example.of(kind).resource();
        resource.putObject("metadata").put("name", name);
        resource.set("spec", spec);
        ApiServer.running().succeed(resource.toString(), "apply", "-n", namespace, "-f", "-");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) ApiServer.json(json);
    }
}
