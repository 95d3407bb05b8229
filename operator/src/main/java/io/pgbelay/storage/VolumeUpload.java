package io.pgbelay.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.LongConsumer;

/** A file under a hidden name, which gets its own when all of it is on the disk; an existing one is never replaced. */
final class VolumeUpload extends Upload {
    private final Volume place;
    private final Path object;
    private final Path part;
    private final FileChannel channel;
    private final LongConsumer acknowledged;

    private VolumeUpload(Volume place, Path object, Path part, FileChannel channel, LongConsumer acknowledged) {
        this.place = place;
        this.object = object;
        this.part = part;
        this.channel = channel;
        this.acknowledged = acknowledged;
    }

    static VolumeUpload begin(Volume place, Path object, LongConsumer acknowledged) {
        var part = PartName.file(object, UUID.randomUUID().toString());
        try {
            Files.createDirectories(part.resolveSibling(""));
            return new VolumeUpload(place, object, part, FileChannel.open(part, CREATE_NEW, WRITE), acknowledged);
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "write " + object.getFileName());
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            var rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            acknowledged.accept(length);
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "write " + object.getFileName());
        }
    }

    @Override
    public StoredAt complete() {
        try {
            channel.force(true);
            channel.close();
            appear();
            remember();
            return new StoredAt(null, null);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(FailureReason.KeyTaken, "another file has the name " + object.getFileName(), e);
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "complete " + object.getFileName());
        }
    }

    /** A link fails where the name is taken. File systems without links: the name is claimed first, then replaced. */
    private void appear() throws IOException {
        try {
            Files.createLink(object, part);
            Files.delete(part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.createFile(object);
            Files.move(part, object, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The folder's entry must reach the disk too, or a crash of the node takes the name back. */
    private void remember() throws IOException {
        try (var folder = FileChannel.open(object.resolveSibling(""), READ)) {
            folder.force(true);
        }
    }

    @Override
    public void abort() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "abort the writing of " + object.getFileName());
        }
    }
}
