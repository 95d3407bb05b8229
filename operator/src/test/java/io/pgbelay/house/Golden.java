package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are generated and checked in, so that a change of them is read by people. */
final class Golden {
    private static final boolean UPDATE = "1".equals(System.getenv("UPDATE"));

    private Golden() {}

    /** The file holds this text; with {@code UPDATE=1} it is made to. */
    static void check(String file, String expected) {
        var path = Repository.ROOT.resolve(file);
        if (UPDATE) {
            write(path, expected);
        }
        assertThat(path).as("%s: generate it by `make crds`", file).exists();
        assertThat(Repository.read(path))
                .as("%s is not what is generated now: run `make crds` and read the difference", file)
                .isEqualTo(expected);
    }

    private static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
