package io.pgbelay.playground.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one Pod: its volumes, and per container a scratch directory, logs and termination messages. */
record PodFolder(Path path) {

    Path volume(String name) {
        return path.resolve("volumes").resolve(name);
    }

    Path log(String container, int attempt) {
        return container(container).resolve(attempt + ".log");
    }

    Path terminationMessage(String container, int attempt) {
        return container(container).resolve(attempt + ".termination");
    }

    /** Where a container is that names no working directory inside a volume; its HOME too. */
    Path scratch(String container) {
        return made(container(container).resolve("scratch"));
    }

    private Path container(String name) {
        return made(path.resolve("containers").resolve(name));
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
