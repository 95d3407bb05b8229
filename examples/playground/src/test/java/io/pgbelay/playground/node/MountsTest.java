package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {

    private static final Mounts MOUNTS = new Mounts(
            Map.of("/work", Path.of("/host/w"), "/work/inner", Path.of("/host/i"), "/tmp", Path.of("/tmp/p/t")));

    @ParameterizedTest
    @CsvSource({
        "/work, /host/w",
        "/work/, /host/w/",
        "/work/x, /host/w/x",
        "/work/inner/x, /host/i/x",
        "/work/innermost, /host/w/innermost",
        "a=/work:/work/inner;b, a=/host/w:/host/i;b",
        "-Djava.io.tmpdir=/tmp, -Djava.io.tmpdir=/tmp/p/t",
        "file:///work/x, file:///host/w/x",
        "/works, /works",
        "/my/work, /my/work",
        "s3://bucket/work, s3://bucket/work",
        "/work.d, /work.d",
        "work, work"
    })
    void onlyWholePathsAreRewritten(String text, String rewritten) {
        assertThat(MOUNTS.rewrite(text)).isEqualTo(rewritten);
    }

    @Test
    void findsDirectoriesInsideMounts() {
        assertThat(MOUNTS.find("/work/inner/x")).contains(Path.of("/host/i/x"));
        assertThat(MOUNTS.find("/work")).contains(Path.of("/host/w"));
        assertThat(MOUNTS.find("/elsewhere")).isEmpty();
    }

    @Test
    void references() {
        Map<String, String> variables = Map.of("A", "1", "B", "$(A)");
        assertThat(Expansion.expand("$(A) $(B) $(C) $$(A) $A $", variables)).isEqualTo("1 $(A) $(C) $(A) $A $");
    }

    @Test
    void imagePatterns() {
        ImageCommand exact = ImageCommand.of("exact");
        ImageCommand any = ImageCommand.of("any");
        Images images = Images.builder()
                .map("registry.example:5000/a/thing:1", exact)
                .map("registry.example:5000/a/thing", any)
                .map("postgres:*", any)
                .build();
        assertThat(images.find("registry.example:5000/a/thing:1")).contains(exact);
        assertThat(images.find("registry.example:5000/a/thing:2")).contains(any);
        assertThat(images.find("registry.example:5000/a/thing@sha256:00")).contains(any);
        assertThat(images.find("registry.example:5000/a/thing")).contains(any);
        assertThat(images.find("registry.example:5000/a/things:1")).isEmpty();
        assertThat(images.find("postgres:17-alpine")).contains(any);
        assertThat(images.find("other/postgres:17")).isEmpty();
    }
}
