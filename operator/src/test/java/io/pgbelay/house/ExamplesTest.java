package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupScheduleSpec;
import io.pgbelay.api.EnvironmentSpec;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every resource that we show is one that works: those in examples/, and those in fences of the prose. */
class ExamplesTest {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```yaml\\R(.*?)^```");

    private static final Map<String, ObjectReader> KINDS = Map.of(
            "BackupSchedule", strict(BackupScheduleSpec.class),
            "BackupRun", strict(BackupRunSpec.class),
            "RestoreRequest", strict(RestoreRequestSpec.class),
            "Environment", strict(EnvironmentSpec.class),
            "Promotion", strict(PromotionSpec.class));

    /** Fields that act: in a file that is applied again and again they have no place. */
    private static final List<String> DEEDS = List.of("trigger", "confirm", "approvals", "abort");

    record Shown(String where, JsonNode resource) {
        @Override
        public String toString() {
            return where + " " + resource.path("kind").asText() + " "
                    + resource.at("/metadata/name").asText();
        }
    }

    static Stream<Shown> shown() {
        var files = Repository.files("examples").stream()
                .filter(file -> !file.startsWith(Repository.ROOT.resolve("examples/playground")))
                .filter(file -> file.toString().endsWith(".yaml"))
                .flatMap(file -> resources(file, Repository.read(file)));
        var fences = Prose.files().stream()
                .flatMap(file -> FENCE.matcher(Repository.read(file))
                        .results()
                        .flatMap(fence -> resources(file, fence.group(1))));
        return Stream.concat(files, fences);
    }

    @BeforeAll
    static void makeNamespace() {
        ApiServer.running().succeed("", "create", "namespace", "shop-prod");
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theApiServerTakesIt(Shown shown) {
        var answer = ApiServer.running()
                .kubectl(mine(shown.resource()).toString(), "apply", "--dry-run=server", "-n", "shop-prod", "-f", "-");
        assertThat(answer.exit()).as(answer.text()).isZero();
    }

    /** Who asks must be the one who applies it: here that is not alice. */
    private static JsonNode mine(JsonNode resource) {
        return resource.at("/spec/requestedBy").isTextual()
                ? new Example(resource.deepCopy())
                        .with("/spec/requestedBy", ApiServer.json('"' + ApiServer.ADMIN + '"'))
                        .resource()
                : resource;
    }

    @ParameterizedTest
    @MethodSource("shown")
    void ourRecordsKnowItsFields(Shown shown) throws IOException {
        var reader = KINDS.get(shown.resource().path("kind").asText());
        if (reader != null) {
            assertThat(reader.<Object>readValue(shown.resource().path("spec"))).isNotNull();
            DEEDS.forEach(deed ->
                    assertThat(shown.resource().path("spec").has(deed)).as(deed).isFalse());
        }
    }

    private static ObjectReader strict(Class<?> spec) {
        return Json.MAPPER.readerFor(spec).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static Stream<Shown> resources(Path file, String yaml) {
        var where = Repository.ROOT.relativize(file).toString();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(one -> new Shown(where, one))
                    .toList()
                    .stream();
        } catch (JsonProcessingException e) {
            throw new AssertionError(where, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
