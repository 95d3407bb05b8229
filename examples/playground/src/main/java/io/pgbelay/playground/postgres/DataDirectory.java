package io.pgbelay.playground.postgres;

import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code initdb} makes, and our settings in it.
 *
 * @param owner whom Postgres runs as; null means as ourselves
 */
record DataDirectory(
        Path path, Path log, String password, @Nullable String owner) {

    static final String SUPERUSER = "postgres";

    private static final SecureRandom RANDOM = new SecureRandom();

    static DataDirectory create(Household household, PostgresBinaries binaries, boolean fsync) {
        String name = "postgres-" + hex(3);
        try {
            Path home = household.folder(name);
            Path log = Files.createFile(home.resolve("log"));
            Path passwordFile = Files.writeString(home.resolve("password"), hex(12));
            String owner = otherUser();
            if (owner != null) {
                requirePassage(home, owner);
                give(home, owner);
                give(passwordFile, owner);
            }
            DataDirectory data = new DataDirectory(home.resolve("data"), log, Files.readString(passwordFile), owner);
            data.initialize(household, binaries, passwordFile);
            Files.delete(passwordFile);
            Files.writeString(data.path.resolve("postgresql.auto.conf"), settings(fsync));
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a data directory", e);
        }
    }

    int majorVersion() {
        try {
            return Integer.parseInt(Files.readString(path.resolve("PG_VERSION")).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String lastWords() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private void initialize(Household household, PostgresBinaries binaries, Path passwordFile) throws IOException {
        List<String> command = List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + path,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        Owned initdb = household.start(
                new Launch(command, Map.of("PATH", "/usr/bin:/bin"), path.resolveSibling("."), log).asUser(owner));
        if (initdb.exit().join() != 0) {
            throw new IllegalStateException("initdb failed:\n" + lastWords());
        }
    }

    /** Shared memory as files of the data directory: so a kill leaves nothing elsewhere. */
    private static String settings(boolean fsync) {
        return """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 100
                max_prepared_transactions = 2
                shared_buffers = 64MB
                max_wal_size = 1GB
                dynamic_shared_memory_type = mmap
                fsync = %1$s
                full_page_writes = %1$s
                log_min_messages = warning
                """.formatted(fsync ? "on" : "off");
    }

    private static @Nullable String otherUser() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return null;
        }
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            return users.anyMatch(line -> line.startsWith("postgres:")) ? "postgres" : "nobody";
        }
    }

    private static void requirePassage(Path home, String user) throws IOException {
        for (Path folder = home.toRealPath(); folder != null; folder = folder.getParent()) {
            if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new IllegalStateException("Postgres refuses to run as root, and user " + user
                        + " cannot pass through " + folder + ": keep the state in another directory.");
            }
        }
    }

    private static void give(Path path, String user) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
