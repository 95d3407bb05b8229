package io.pgbelay.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The files of this repository, wherever the tests were started. */
final class Repository {
    /** Its top folder. */
    static final Path ROOT = root(Path.of("").toAbsolutePath());

    /** What is built, or belongs to a tool. */
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode", "node_modules");

    private Repository() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder that a person or a generator of ours wrote, sorted. */
    static List<Path> files(String folder) {
        var top = ROOT.resolve(folder);
        try (var paths = Files.walk(top)) {
            return paths.filter(Files::isRegularFile)
                    .filter(Repository::ours)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ours(Path file) {
        for (var part : ROOT.relativize(file)) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static Path root(Path folder) {
        if (Files.isDirectory(folder.resolve("helm")) || Files.isRegularFile(folder.resolve("Makefile"))) {
            return folder;
        }
        var parent = folder.getParent();
        if (parent == null) {
            throw new IllegalStateException("start the tests inside the repository");
        }
        return root(parent);
    }
}
