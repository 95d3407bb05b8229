package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupScheduleSpec;
import io.pgbelay.api.EnvironmentSpec;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.contract.Json;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Defaults stand twice, in the schema and in the records: for what came through the API server, and what did not. */
class DefaultsTest {
    private static final Map<String, Class<?>> SPECS = Map.of(
            "BackupSchedule", BackupScheduleSpec.class,
            "BackupRun", BackupRunSpec.class,
            "RestoreRequest", RestoreRequestSpec.class,
            "Environment", EnvironmentSpec.class,
            "Promotion", PromotionSpec.class);

    /** What the catalog alone writes is told as a status is. */
    private static final String WRITTEN_BY_US = "imported";

    static Stream<String> kinds() {
        return SPECS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSchemasDefaultsAreTheRecords(String kind) throws JsonProcessingException {
        var schema = Crds.spec(kind);
        var least = schema.minimum();
        var record = Json.MAPPER.treeToValue(least, Objects.requireNonNull(SPECS.get(kind)));
        assertThat(said(Json.MAPPER.valueToTree(record))).isEqualTo(said(schema.withDefaults(least)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theDescriptionOfAnOptionalFieldEndsInItsDefault(String kind) {
        describe("spec", Crds.spec(kind));
    }

    private static void describe(String path, Schema schema) {
        schema.children().forEach((name, child) -> {
            var place = path + "." + name;
            assertThat(child.description()).as(place).isNotBlank().endsWith(".");
            if (schema.requires(name)) {
                assertThat(child.description()).as("%s is required", place).doesNotContain("Default:");
            } else {
                assertThat(child.description()).as("%s is optional", place).containsPattern("Default: [^:]+\\.$");
            }
            if (child.node().path("default").isValueNode()) {
                var value = child.node().path("default").asText();
                assertThat(child.description()).as(place).endsWith("Default: " + value + ".");
            }
            if (!Kubernetes.own(name) && !name.equals(WRITTEN_BY_US)) {
                describe(place, child);
            }
        });
    }

    /** Empty text, lists and maps say nothing. */
    private static JsonNode said(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = object.deepCopy();
            copy.propertyStream().toList().forEach(one -> copy.set(one.getKey(), said(one.getValue())));
            copy.removeIf(value -> value.isEmpty()
                    && (value.isContainerNode() || value.asText().isEmpty()));
            return copy;
        }
        return node;
    }
}
