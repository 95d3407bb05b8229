package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Volumes that hold files made from objects: secret, configMap, downwardAPI, projected. Written once, not refreshed. */
record VolumeFiles(Sources sources, Downward downward, Tokens tokens) {

    private static final int DEFAULT_MODE = 0644;
    private static final List<PosixFilePermission> LOWEST_BIT_FIRST = List.of(
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ);

    void write(Volume volume, Path directory) throws NotYet, IOException {
        if (volume.getSecret() != null) {
            write(volume.getSecret(), directory);
        } else if (volume.getConfigMap() != null) {
            write(volume.getConfigMap(), directory);
        } else if (volume.getDownwardAPI() != null) {
            int mode = or(volume.getDownwardAPI().getDefaultMode(), DEFAULT_MODE);
            writeFields(volume.getDownwardAPI().getItems(), mode, directory);
        } else if (volume.getProjected() != null) {
            write(volume.getProjected(), directory);
        } else {
            throw new NotYet("FailedMount", "the node knows no volumes of the kind of \"" + volume.getName() + "\"");
        }
    }

    private void write(SecretVolumeSource source, Path directory) throws NotYet, IOException {
        Map<String, byte[]> content =
                found(sources.secret(source.getSecretName()), source.getOptional(), "secret", source.getSecretName());
        write(content, source.getItems(), or(source.getDefaultMode(), DEFAULT_MODE), directory, source.getOptional());
    }

    private void write(ConfigMapVolumeSource source, Path directory) throws NotYet, IOException {
        Map<String, byte[]> content =
                found(sources.configMap(source.getName()), source.getOptional(), "configmap", source.getName());
        write(content, source.getItems(), or(source.getDefaultMode(), DEFAULT_MODE), directory, source.getOptional());
    }

    private void write(ProjectedVolumeSource projected, Path directory) throws NotYet, IOException {
        int mode = or(projected.getDefaultMode(), DEFAULT_MODE);
        for (VolumeProjection source : projected.getSources()) {
            SecretProjection secret = source.getSecret();
            if (secret != null) {
                Map<String, byte[]> content =
                        found(sources.secret(secret.getName()), secret.getOptional(), "secret", secret.getName());
                write(content, secret.getItems(), mode, directory, secret.getOptional());
            }
            ConfigMapProjection map = source.getConfigMap();
            if (map != null) {
                Map<String, byte[]> content =
                        found(sources.configMap(map.getName()), map.getOptional(), "configmap", map.getName());
                write(content, map.getItems(), mode, directory, map.getOptional());
            }
            if (source.getDownwardAPI() != null) {
                writeFields(source.getDownwardAPI().getItems(), mode, directory);
            }
            if (source.getServiceAccountToken() != null) {
                String token = tokens.request(downward.pod(), source.getServiceAccountToken());
                write(directory.resolve(source.getServiceAccountToken().getPath()), utf8(token), mode);
            }
        }
    }

    private void writeFields(List<DownwardAPIVolumeFile> items, int mode, Path directory) throws IOException {
        for (DownwardAPIVolumeFile item : items) {
            String value = item.getFieldRef() == null
                    ? downward.resource(item.getResourceFieldRef(), new Container())
                    : downward.field(item.getFieldRef());
            write(directory.resolve(item.getPath()), utf8(value), or(item.getMode(), mode));
        }
    }

    private static void write(
            Map<String, byte[]> content,
            @Nullable List<KeyToPath> items,
            int mode,
            Path directory,
            @Nullable Boolean optional)
            throws NotYet, IOException {
        if (items == null || items.isEmpty()) {
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                write(directory.resolve(entry.getKey()), entry.getValue(), mode);
            }
            return;
        }
        for (KeyToPath item : items) {
            byte[] value = content.get(item.getKey());
            if (value != null) {
                write(directory.resolve(item.getPath()), value, or(item.getMode(), mode));
            } else if (!Boolean.TRUE.equals(optional)) {
                throw new NotYet("FailedMount", "references non-existent secret key: " + item.getKey());
            }
        }
    }

    private static void write(Path file, byte[] content, int mode) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file);
        Files.setPosixFilePermissions(file, permissions(0600));
        Files.write(file, content);
        Files.setPosixFilePermissions(file, permissions(mode));
    }

    private static Map<String, byte[]> found(
            Optional<Map<String, byte[]>> content, @Nullable Boolean optional, String kind, String name) throws NotYet {
        if (content.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new NotYet("FailedMount", "%s \"%s\" not found".formatted(kind, name));
        }
        return content.orElse(Map.of());
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < LOWEST_BIT_FIRST.size(); bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(LOWEST_BIT_FIRST.get(bit));
            }
        }
        return permissions;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
