package io.pgbelay.playground.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What playgrounds left whose JVM is dead: their processes are ended and their directories removed. Usually the
 * undertaker has done so; it may have been killed too. A playground whose JVM lives is never touched.
 */
final class Leftovers {

    private static final Pattern NAME = Pattern.compile("playground-(\\d+)-(\\d+)-[0-9a-f]{4}");

    private Leftovers() {}

    static void bury(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            entries.filter(Leftovers::ours).filter(Leftovers::orphaned).toList().forEach(Leftovers::bury1);
        }
    }

    private static boolean ours(Path directory) {
        try {
            return Files.getOwner(directory).equals(Files.getOwner(Path.of("/proc/self")));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean orphaned(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        return name.matches() && !living(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
    }

    private static boolean living(long pid, long startTicks) {
        return ProcStat.of(pid)
                .filter(stat -> stat.alive() && stat.startTicks() == startTicks)
                .isPresent();
    }

    private static void bury1(Path directory) {
        try (Stream<Path> children = Files.list(directory.resolve("children"))) {
            children.toList().forEach(Leftovers::end);
        } catch (IOException e) {
            // The undertaker is at it, or it never had children: in both cases only the directory is left.
        }
        delete(directory);
    }

    private static void end(Path record) {
        try {
            List<String> words = List.of(Files.readString(record).trim().split(" ", -1));
            Sessions.kill(Long.parseLong(record.getFileName().toString()), Long.parseLong(words.getFirst()));
        } catch (IOException | NumberFormatException e) {
            // Half written or gone: then there is nobody to end.
        }
    }

    /** Removes a file or a whole tree; what somebody else removes meanwhile is no trouble. */
    static void delete(Path root) {
        try {
            Files.walkFileTree(root, new Removal());
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
