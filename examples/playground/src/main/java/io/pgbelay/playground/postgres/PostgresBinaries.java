package io.pgbelay.playground.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder with the server's and the clients' programs. {@code PG_BIN} names it, or it is the newest below
 * {@code /usr/lib/postgresql}, or where {@code PATH} has {@code initdb}; root on Debian gets the package installed.
 */
public record PostgresBinaries(Path directory) {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    public static synchronized PostgresBinaries find(Consumer<String> console) {
        return present()
                .or(() -> Debian.install(console).flatMap(done -> present()))
                .orElseThrow(() -> new IllegalStateException(
                        "There is no Postgres server here: install one (Debian and Ubuntu: apt install postgresql),"
                                + " or name the folder of initdb in PG_BIN."));
    }

    Path program(String name) {
        return directory.resolve(name);
    }

    private static Optional<PostgresBinaries> present() {
        return Stream.of(named(), newest(), onPath())
                .flatMap(List::stream)
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst()
                .map(PostgresBinaries::new);
    }

    private static List<Path> named() {
        String named = System.getenv("PG_BIN");
        return named == null || named.isBlank() ? List.of() : List.of(Path.of(named));
    }

    private static List<Path> newest() {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparingInt((Path folder) ->
                                    Integer.parseInt(folder.getFileName().toString()))
                            .reversed())
                    .map(folder -> folder.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> onPath() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }
}
