package io.pgbelay.storage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hidden name of a file that is being written.
 *
 * @param object name of the file that it is to become
 * @param id which of several writers
 */
record PartName(String object, String id) {
    private static final Pattern FORM = Pattern.compile("\\.(.+)\\.([0-9a-f-]{36})\\.part");

    /** Reads the name of a file; empty where it is that of an object. */
    static Optional<PartName> of(Path file) {
        var name = FORM.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(new PartName(name.group(1), name.group(2))) : Optional.empty();
    }

    /** Where this writer's bytes stand until the object appears. */
    static Path file(Path object, String id) {
        return object.resolveSibling("." + object.getFileName() + "." + id + ".part");
    }
}
