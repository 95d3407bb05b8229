package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.pgbelay.playground.process.Household;
import java.nio.file.Path;

/** Removes a volume with its directory when its claim is gone. */
record Reclaimer(Household household, KubernetesClient client) implements ResourceEventHandler<PersistentVolume> {

    @Override
    public void onAdd(PersistentVolume volume) {
        consider(volume);
    }

    @Override
    public void onUpdate(PersistentVolume before, PersistentVolume volume) {
        consider(volume);
    }

    @Override
    public void onDelete(PersistentVolume volume, boolean unknownFinalState) {
        if (ours(volume)) {
            household.remove(Path.of(volume.getSpec().getHostPath().getPath()));
        }
    }

    private void consider(PersistentVolume volume) {
        boolean released = volume.getStatus() != null
                && "Released".equals(volume.getStatus().getPhase());
        if (ours(volume) && released && volume.getMetadata().getDeletionTimestamp() == null) {
            Thread.ofVirtual().start(() -> delete(volume));
        }
    }

    private void delete(PersistentVolume volume) {
        try {
            client.persistentVolumes().resource(volume).delete();
        } catch (KubernetesClientException e) {
            // The API server is away; the volume stays, and goes with the playground.
        }
    }

    private boolean ours(PersistentVolume volume) {
        return volume.getSpec().getHostPath() != null
                && Path.of(volume.getSpec().getHostPath().getPath()).startsWith(household.directory());
    }
}
