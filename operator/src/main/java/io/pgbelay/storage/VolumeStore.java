package io.pgbelay.storage;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of a mounted volume. What is being written has a hidden name, {@code .<name>.<id>.part}. */
final class VolumeStore implements ObjectStore {
    private final Volume place;
    private final Path root;

    VolumeStore(Volume place, Path root) {
        this.place = place;
        this.root = root.normalize();
    }

    @Override
    public String prefix() {
        return place.prefix();
    }

    @Override
    public String address(String key) {
        return place.address(key);
    }

    /** To be run in the volume's own folder, wherever it is mounted. */
    @Override
    public List<String> readingCommand(String key) {
        return List.of("cat", "./" + key);
    }

    @Override
    public List<String> keys(String prefix, String after) {
        return files(prefix)
                .filter(file -> PartName.of(file).isEmpty())
                .map(this::key)
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                .sorted()
                .toList();
    }

    /** A folder has no order of its own: all names are held, and none of the rest. */
    @Override
    public void each(String prefix, Consumer<Listed> told) {
        keys(prefix, "")
                .forEach(key -> look(key, null)
                        .map(seen -> new Listed(key, seen.size(), null))
                        .ifPresent(told));
    }

    @Override
    public Optional<byte[]> read(String key) {
        try {
            return Optional.of(Files.readAllBytes(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "read " + key);
        }
    }

    @Override
    public InputStream open(String key) {
        try {
            return Files.newInputStream(file(key));
        } catch (NoSuchFileException e) {
            throw new Failure(FailureReason.ArtifactMissing, "there is no " + address(key), e);
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "read " + key);
        }
    }

    @Override
    public StoredAt put(String key, byte[] bytes) {
        try (var upload = upload(key, 1, ignored -> {});
                var source = new ByteArrayInputStream(bytes)) {
            source.transferTo(upload);
            return completed(key, bytes, upload);
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "write " + key);
        }
    }

    /** The same bytes under the same key are the same object: whoever wrote them lost the answer. */
    private StoredAt completed(String key, byte[] bytes, Upload upload) throws IOException {
        try {
            return upload.complete();
        } catch (Failure e) {
            upload.abort();
            if (e.reason() == FailureReason.KeyTaken && Arrays.equals(Files.readAllBytes(file(key)), bytes)) {
                return new StoredAt(null, null);
            }
            throw e;
        }
    }

    @Override
    public Upload upload(String key, int streams, LongConsumer acknowledged) {
        return VolumeUpload.begin(place, file(key), acknowledged);
    }

    @Override
    public void tryOut(String key) {
        upload(key, 1, ignored -> {}).abort();
    }

    @Override
    public long longestObject(int streams) {
        return Long.MAX_VALUE;
    }

    /** A volume keeps no versions, knows no ETags and locks nothing. */
    @Override
    public Optional<Seen> look(String key, @Nullable String versionId) {
        try {
            var file = file(key);
            var modified = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(new Seen(key, Files.size(file), null, null, modified, null));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "look at " + key);
        }
    }

    @Override
    public void delete(String key, @Nullable String versionId) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "delete " + key);
        }
    }

    @Override
    public List<Leftover> leftovers(String prefix) {
        return files(prefix)
                .flatMap(file ->
                        PartName.of(file)
                                .map(part -> new Leftover(key(file.resolveSibling(part.object())), part.id()))
                                .stream())
                .filter(left -> left.key().startsWith(prefix))
                .toList();
    }

    @Override
    public void abort(Leftover leftover) {
        try {
            Files.deleteIfExists(PartName.file(file(leftover.key()), leftover.uploadId()));
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "abort the writing of " + leftover.key());
        }
    }

    @Override
    public void close() {}

    /** All files of the folder that a prefix begins with, at any depth. */
    private Stream<Path> files(String prefix) {
        var folder = file(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (NoSuchFileException e) {
            return Stream.of();
        } catch (IOException e) {
            throw VolumeTroubles.of(e, place, "list the files");
        } catch (UncheckedIOException e) {
            throw VolumeTroubles.of(requireNonNull(e.getCause()), place, "list the files");
        }
    }

    /** A key may come from a manifest that anybody wrote: it never leads out of the volume. */
    private Path file(String key) {
        var file = root.resolve(key).normalize();
        if (!file.startsWith(root)) {
            throw new Failure(FailureReason.ArtifactMissing, "the key " + key + " leads out of the volume");
        }
        return file;
    }

    private String key(Path file) {
        return root.relativize(file).toString();
    }
}
