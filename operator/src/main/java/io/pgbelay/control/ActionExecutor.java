package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;

/** Carries out actions. A second pass, or a second replica, changes nothing. */
public final class ActionExecutor {
    private final KubernetesClient client;

    public ActionExecutor(KubernetesClient client) {
        this.client = client;
    }

    /** Carries them out in their order; the first that fails ends the pass, which is then tried again. */
    public void execute(List<Action> actions) {
        for (var action : actions) {
            switch (action) {
                case Action.Create create -> create(create.object());
                case Action.Delete delete -> delete(delete.object());
            }
        }
    }

    private void create(HasMetadata object) {
        try {
            client.resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || !standsAlready(object)) {
                throw e;
            }
        }
    }

    private boolean standsAlready(HasMetadata wanted) {
        var there = client.resource(wanted).get();
        return there != null
                && Objects.equals(
                        there.getMetadata().getOwnerReferences(),
                        wanted.getMetadata().getOwnerReferences())
                && labelsOf(there).entrySet().containsAll(labelsOf(wanted).entrySet());
    }

    private static java.util.Map<String, String> labelsOf(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), java.util.Map.of());
    }

    private void delete(HasMetadata object) {
        client.resource(object)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }
}
