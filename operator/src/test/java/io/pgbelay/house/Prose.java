package io.pgbelay.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What we have written for people: the pages at the top and all of {@code docs/}. */
final class Prose {
    private Prose() {}

    static List<Path> files() {
        var top = Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Repository.ROOT::resolve);
        var docs = Files.isDirectory(Repository.ROOT.resolve("docs")) ? Repository.files("docs") : List.<Path>of();
        return Stream.concat(
                        top.filter(Files::exists),
                        docs.stream().filter(file -> file.toString().endsWith(".md")))
                .toList();
    }
}
