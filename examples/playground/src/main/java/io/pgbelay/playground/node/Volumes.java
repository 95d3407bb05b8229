package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Pod's volumes as host directories. */
final class Volumes {

    private final Pod pod;
    private final PodFolder folder;
    private final VolumeFiles files;
    private final Claims claims;
    private final Map<String, Path> directories = new HashMap<>();

    Volumes(Pod pod, PodFolder folder, VolumeFiles files, Claims claims) {
        this.pod = pod;
        this.folder = folder;
        this.files = files;
        this.claims = claims;
    }

    /** Makes what is not made yet. Can be called again after it found something missing. */
    void prepare() throws NotYet {
        for (Volume volume : Optional.ofNullable(pod.getSpec().getVolumes()).orElse(List.of())) {
            if (!directories.containsKey(volume.getName())) {
                directories.put(volume.getName(), prepare(volume));
            }
        }
    }

    private Path prepare(Volume volume) throws NotYet {
        if (volume.getPersistentVolumeClaim() != null) {
            return claims.directory(
                    pod.getMetadata().getNamespace(),
                    volume.getPersistentVolumeClaim().getClaimName());
        }
        Path directory = folder.volume(volume.getName());
        try {
            Files.createDirectories(directory);
            if (volume.getEmptyDir() != null) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
                return directory;
            }
            files.write(volume, directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make volume " + volume.getName(), e);
        }
    }

    /** The container's view, its termination message's file among it. */
    Mounts mountsOf(Container container, Path terminationMessage) {
        Map<String, Path> hostPaths = new HashMap<>();
        for (VolumeMount mount :
                Optional.ofNullable(container.getVolumeMounts()).orElse(List.of())) {
            Path directory = directories.get(mount.getName());
            if (directory != null) {
                hostPaths.put(withoutTrailingSlash(mount.getMountPath()), subPath(directory, mount.getSubPath()));
            }
        }
        Optional.ofNullable(container.getTerminationMessagePath())
                .ifPresent(path -> hostPaths.put(path, terminationMessage));
        return new Mounts(hostPaths);
    }

    private static Path subPath(Path directory, @Nullable String subPath) {
        if (subPath == null || subPath.isEmpty()) {
            return directory;
        }
        Path path = directory.resolve(subPath);
        try {
            return Files.exists(path) ? path : Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
