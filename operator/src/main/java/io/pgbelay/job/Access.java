package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.pgbelay.api.SecretKey;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a container needs to reach something with credentials: variables, and files where a file it must be.
 *
 * <p>Passwords come by environment: under fsGroup a mounted password file becomes group-readable, and libpq ignores it.
 */
record Access(List<EnvVar> env, List<Volume> volumes, List<VolumeMount> mounts) {
    static final Access NONE = new Access(List.of(), List.of(), List.of());

    Access {
        env = List.copyOf(env);
        volumes = List.copyOf(volumes);
        mounts = List.copyOf(mounts);
    }

    Access and(Access other) {
        return new Access(
                Stream.concat(env.stream(), other.env.stream()).toList(),
                Stream.concat(volumes.stream(), other.volumes.stream()).toList(),
                Stream.concat(mounts.stream(), other.mounts.stream()).toList());
    }

    /** A variable whose value stands in a Secret. */
    static EnvVar secret(String variable, String secretName, String key) {
        return new EnvVarBuilder()
                .withName(variable)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secretName, false)
                .endValueFrom()
                .build();
    }

    /** A variable with this value. */
    static EnvVar plain(String variable, String value) {
        return new EnvVarBuilder().withName(variable).withValue(value).build();
    }

    /** A file from a Secret or ConfigMap, its path in a variable; nothing where none is named. */
    static Access file(String variable, String volume, @Nullable SecretKey source) {
        if (source == null) {
            return NONE;
        }
        var folder = "/etc/pgbelay/" + volume;
        var mount = new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(folder)
                .withReadOnly(true)
                .build();
        return new Access(
                List.of(plain(variable, folder + "/" + source.key())), List.of(volume(volume, source)), List.of(mount));
    }

    /** A claim's volume to read and write, the folder in a variable. */
    static Access claim(String variable, String name, String claimName) {
        var folder = "/var/lib/pgbelay/" + name;
        var volume = new VolumeBuilder()
                .withName(name)
                .withNewPersistentVolumeClaim(claimName, false)
                .build();
        var mount =
                new VolumeMountBuilder().withName(name).withMountPath(folder).build();
        return new Access(List.of(plain(variable, folder)), List.of(volume), List.of(mount));
    }

    private static Volume volume(String name, SecretKey source) {
        var volume = new VolumeBuilder().withName(name);
        if (source.secretName() != null) {
            return volume.withNewSecret()
                    .withSecretName(source.secretName())
                    .endSecret()
                    .build();
        }
        return volume.withNewConfigMap()
                .withName(source.configMapName())
                .endConfigMap()
                .build();
    }
}
