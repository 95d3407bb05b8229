package io.pgbelay.pgclient;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.ToolFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The container with the Postgres tools, as seen through the shared folder. */
public final class ClientTool {
    private final Path shared;
    private final AtomicInteger last = new AtomicInteger();

    public ClientTool(Path shared) {
        this.shared = shared;
    }

    /** Starts a tool that reads nothing. */
    public ToolRun start(List<String> argv) throws IOException, InterruptedException {
        var folder = newFolder();
        Files.createSymbolicLink(folder.resolve(ToolFolder.IN), Path.of("/dev/null"));
        return begin(folder, argv, false);
    }

    /** Starts a tool that is fed through its stdin. */
    public ToolRun startFed(List<String> argv) throws IOException, InterruptedException {
        var folder = newFolder();
        Pipe.make(folder.resolve(ToolFolder.IN));
        return begin(folder, argv, true);
    }

    /** Lays a file where tools can read it, beside their folders; its path. */
    public String lay(String name, String text) throws IOException {
        var file = file(name);
        Files.writeString(file, text);
        return file.toString();
    }

    /** Makes a file where tools can read it, beside their folders; nothing is in it yet. */
    public Path file(String name) throws IOException {
        return open(path(name));
    }

    /** The same for a folder; {@link #open} makes files in it. */
    public Path folder(String name) throws IOException {
        var folder = Files.createDirectory(path(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    }

    /** Makes a file that tools can read; nothing is in it yet. */
    public Path open(Path file) throws IOException {
        Files.write(file, new byte[0]);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    /** Where a file or a folder of this name lies that tools can read. */
    public Path path(String name) {
        return shared.resolve(name);
    }

    /** How many bytes there is room for. */
    public long room() throws IOException {
        return Files.getFileStore(shared).getUsableSpace();
    }

    private ToolRun begin(Path folder, List<String> argv, boolean fed) throws IOException, InterruptedException {
        var words = words(argv);
        Pipe.make(folder.resolve(ToolFolder.OUT));
        var run = new ToolRun(folder, argv.getFirst(), fed);
        try {
            var part = folder.resolve(ToolFolder.GO + ".part");
            Files.write(part, words);
            Files.move(part, folder.resolve(ToolFolder.GO), StandardCopyOption.ATOMIC_MOVE);
            run.awaitPeer();
            return run;
        } catch (IOException | InterruptedException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private Path newFolder() throws IOException {
        var folder = shared.resolve(String.valueOf(last.incrementAndGet()));
        Files.createDirectory(folder);
        // The other container may run as another user of the same group.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        return folder;
    }

    private static byte[] words(List<String> argv) {
        var words = (String.join("\0", argv) + "\0").getBytes(StandardCharsets.UTF_8);
        if (words.length > ToolFolder.LONGEST_GO) {
            throw new Failure(
                    FailureReason.InternalError, "the arguments of " + argv.getFirst() + " are too long to hand over");
        }
        return words;
    }
}
