package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** Pieces of a Pod that fits Pod Security "restricted". */
final class PodParts {
    static final String SHARED_PATH = "/pgbelay";
    static final String TMP_PATH = "/tmp";

    /** Uid and gid of both containers, so that they share pipes: that of the official postgres image on Debian. */
    private static final long POSTGRES_UID = 999;

    private PodParts() {}

    static PodSecurityContext pod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(POSTGRES_UID)
                .withRunAsGroup(POSTGRES_UID)
                .withFsGroup(POSTGRES_UID)
                .withNewSeccompProfile(null, "RuntimeDefault")
                .build();
    }

    static SecurityContext locked() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    static List<Volume> volumes(Access access) {
        var volumes = new ArrayList<>(List.of(scratch("shared"), scratch("tmp")));
        access.volumes().stream().filter(one -> !volumes.contains(one)).forEach(volumes::add);
        return volumes;
    }

    static List<VolumeMount> mounts(Access access) {
        var mounts = new ArrayList<>(List.of(mount("shared", SHARED_PATH), mount("tmp", TMP_PATH)));
        mounts.addAll(access.mounts());
        return mounts;
    }

    private static Volume scratch(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    private static VolumeMount mount(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).build();
    }
}
