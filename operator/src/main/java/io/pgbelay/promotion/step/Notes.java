package io.pgbelay.promotion.step;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The release notes: one ConfigMap, each fact under a key of its own, and all of them as a page for people. */
final class Notes {
    private Notes() {}

    static ConfigMap of(Facts seen) {
        var metadata = seen.promotion().getMetadata();
        var labels = Labels.of(Labels.PROMOTION, metadata.getName());
        labels.put(Labels.PROMOTION_UID, metadata.getUid());
        var facts = facts(seen);
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(metadata.getNamespace())
                .withName(Names.releaseNotes(metadata.getName()))
                .withLabels(labels)
                .endMetadata()
                .withData(facts)
                .addToData("notes.md", page(seen, facts))
                .build();
    }

    private static Map<String, String> facts(Facts seen) {
        var plan = seen.plan();
        var status = seen.status();
        var facts = new LinkedHashMap<String, String>();
        put(facts, "type", seen.spec().type().name());
        put(facts, "environment", seen.place().getMetadata().getName());
        put(
                facts,
                "stage",
                seen.place().getSpec().stageOr(seen.place().getMetadata().getNamespace()));
        put(facts, "version", plan.version());
        put(facts, "versionBefore", plan.versionBefore());
        put(facts, "image", plan.image());
        put(facts, "imageBefore", plan.before().getFirst().image());
        put(facts, "digest", plan.digest());
        put(facts, "commit", plan.commit());
        put(facts, "source", plan.source());
        put(facts, "undoes", plan.undoes());
        put(facts, "schemaBefore", status.schemaBefore());
        put(facts, "schemaAfter", status.schemaAfter());
        put(facts, "restorePoint", status.restorePoint());
        put(facts, "restoredFrom", plan.restoredFrom());
        put(facts, "writesLostSince", plan.writesLostSince());
        people(facts, seen);
        return facts;
    }

    private static void people(Map<String, String> facts, Facts seen) {
        var status = seen.status();
        put(facts, "requestedBy", seen.spec().requestedBy());
        put(facts, "onBehalfOf", seen.spec().onBehalfOf());
        put(facts, "reason", seen.spec().reason());
        put(facts, "approvedBy", status.approvedBy().isEmpty() ? null : String.join(", ", status.approvedBy()));
        put(facts, "planDigest", status.planDigest());
        put(facts, "planned", status.startTime());
        put(facts, "approved", status.approvedAt());
    }

    private static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null) {
            facts.put(key, value);
        }
    }

    private static String page(Facts seen, Map<String, String> facts) {
        var rows = facts.entrySet().stream()
                .map(one -> "| " + one.getKey() + " | " + one.getValue().replace("|", "\\|") + " |")
                .collect(Collectors.joining("\n"));
        var steps = seen.status().steps().stream()
                .map(one -> "- " + one.name() + ": " + one.message())
                .collect(Collectors.joining("\n"));
        return "# " + seen.plan().summary() + "\n\n| what | |\n|---|---|\n" + rows + "\n\n" + steps + "\n";
    }
}
