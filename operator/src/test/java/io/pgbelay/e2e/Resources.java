package io.pgbelay.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The YAML files beside these classes. */
final class Resources {
    private Resources() {}

    /** A file with {@code ${NAME}} replaced. */
    static String read(String file, Map<String, String> values) {
        try (var in = Objects.requireNonNull(Resources.class.getResourceAsStream(file), file)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
