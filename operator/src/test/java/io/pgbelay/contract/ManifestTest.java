package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import io.pgbelay.contract.Manifest.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String DOCUMENT = """
            {"apiVersion": "pgbelay.io/manifest.v1", "dumpBytes": 60, "dumpSha256": "all", "stages": [], "objects": [
             {"key": "a", "sizeBytes": 1, "sha256": "1"}, {"key": "b", "sizeBytes": 2, "sha256": "2"},
             {"key": "c", "sizeBytes": 3, "sha256": "3"}]}""";

    @Test
    void withoutStreamsAllObjectsAreOneArchive() throws Exception {
        var manifest = read("");
        assertThat(manifest.archives()).containsExactly(new Archive(manifest.objects(), 60, "all"));
        assertThat(Json.MAPPER.writeValueAsString(manifest)).doesNotContain("streams", "largestTableShare", "archives");
    }

    @Test
    void eachStreamHasItsOwnObjects() throws Exception {
        var manifest = read(streams("{'objects': 1, 'dumpBytes': 10, 'dumpSha256': 'x'},"
                + "{'objects': 2, 'dumpBytes': 50, 'dumpSha256': 'y'}"));
        assertThat(manifest.archives())
                .extracting(archive ->
                        archive.objects().stream().map(StoredObject::key).toList() + " " + archive.dumpSha256())
                .containsExactly("[a] x", "[b, c] y");
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(manifest), Manifest.class))
                .isEqualTo(manifest);
    }

    /** Whoever may write into the bucket may have written it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'objects': 3, 'dumpBytes': 1, 'dumpSha256': 'x'}",
                "{'objects': 1, 'dumpBytes': 1, 'dumpSha256': 'x'}, {'objects': 1, 'dumpBytes': 1, 'dumpSha256': 'y'}",
                "{'objects': 4, 'dumpBytes': 1, 'dumpSha256': 'x'}, {'objects': -1, 'dumpBytes': 1, 'dumpSha256': 'y'}",
                "{'objects': 3, 'dumpBytes': 1, 'dumpSha256': 'x'}, {'objects': 0, 'dumpBytes': 1, 'dumpSha256': 'y'}",
                "{'objects': 1, 'dumpBytes': 1}, {'objects': 2, 'dumpBytes': 1, 'dumpSha256': 'y'}",
            })
    void streamsThatDoNotDivideTheObjectsAreRefused(String streams) {
        assertThatThrownBy(() -> read(streams(streams))).isInstanceOf(JacksonException.class);
    }

    private static String streams(String list) {
        return ", \"streams\": [" + list.replace('\'', '"') + "]";
    }

    private static Manifest read(String more) throws Exception {
        return Json.MAPPER.readValue(DOCUMENT.replaceFirst("}$", more + "}"), Manifest.class);
    }
}
