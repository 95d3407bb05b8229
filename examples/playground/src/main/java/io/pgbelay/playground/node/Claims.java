package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Gives each PersistentVolumeClaim a directory: a PersistentVolume for it alone, which the real volume controller then
 * binds. Whatever storage class it asks for.
 */
record Claims(KubernetesClient client, Path folder) {

    /** The directory behind a claim that is bound; makes its volume when there is none. */
    Path directory(String namespace, String name) throws NotYet {
        PersistentVolumeClaim claim = client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (claim == null) {
            throw new NotYet("FailedMount", "persistentvolumeclaim \"%s\" not found".formatted(name));
        }
        if (claim.getStatus() == null || !"Bound".equals(claim.getStatus().getPhase())) {
            provision(claim);
            throw new NotYet("FailedMount", "persistentvolumeclaim \"%s\" is not bound yet".formatted(name));
        }
        PersistentVolume volume = client.persistentVolumes()
                .withName(claim.getSpec().getVolumeName())
                .get();
        if (volume == null || volume.getSpec().getHostPath() == null) {
            throw new NotYet("FailedMount", "the volume of claim \"%s\" is not a directory".formatted(name));
        }
        return made(Path.of(volume.getSpec().getHostPath().getPath()));
    }

    /** Makes the volume for a pending claim that names none. */
    void provision(PersistentVolumeClaim claim) {
        String name = "pvc-" + claim.getMetadata().getUid();
        if (claim.getSpec().getVolumeName() != null
                || client.persistentVolumes().withName(name).get() != null) {
            return;
        }
        PersistentVolume volume = new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(claim.getSpec().getStorageClassName())
                .withAccessModes(claim.getSpec().getAccessModes())
                .withVolumeMode(claim.getSpec().getVolumeMode())
                .withCapacity(claim.getSpec().getResources().getRequests())
                .withPersistentVolumeReclaimPolicy("Retain")
                .withNewHostPath()
                .withPath(made(folder.resolve(name)).toString())
                .endHostPath()
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .endClaimRef()
                .endSpec()
                .build();
        client.persistentVolumes().resource(volume).create();
    }

    private static Path made(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
