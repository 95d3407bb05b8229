package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pgbelay.kube.FieldOwner;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** Carries out actions. A second pass, or a second replica, changes nothing. */
public final class ActionExecutor {
    private static final int SIDE_BY_SIDE = 16;
    private static final PatchContext AS_JSON_PATCH = PatchContext.of(PatchType.JSON);

    private final KubernetesClient client;
    private final Workloads workloads;

    public ActionExecutor(KubernetesClient client) {
        this.client = client;
        this.workloads = new Workloads(client);
    }

    /**
     * Carries them out in their order; the first that fails ends the pass, which is then tried again. What is made one after the
     * other and is of one kind is made side by side: of a bucket's catalog that may be thousands.
     */
    public void execute(List<Action> actions) {
        for (int i = 0; i < actions.size(); ) {
            var alike = alike(actions.subList(i, actions.size()));
            if (alike.size() > 1) {
                createAll(alike);
            } else {
                execute(actions.get(i));
            }
            i += Math.max(1, alike.size());
        }
    }

    private static List<HasMetadata> alike(List<Action> actions) {
        return actions.stream()
                .takeWhile(Action.Create.class::isInstance)
                .map(action -> ((Action.Create) action).object())
                .takeWhile(object -> actions.getFirst() instanceof Action.Create first
                        && object.getKind().equals(first.object().getKind()))
                .toList();
    }

    private void execute(Action action) {
        switch (action) {
            case Action.Create create -> create(create.object());
            case Action.Apply apply -> apply(apply.fields());
            case Action.Delete delete -> delete(delete.object(), DeletionPropagation.BACKGROUND);
            case Action.DeleteAsSeen delete -> deleteAsSeen(delete.object());
            case Action.Stop stop -> delete(stop.object(), DeletionPropagation.FOREGROUND);
            case Action.Note note -> write(note);
            case Action.Scale scale -> workloads.scale(scale.namespace(), scale.workload(), scale.replicas());
            case Action.Hold hold -> finalizers(hold.object(), hold.finalizer(), true);
            case Action.Release release -> finalizers(release.object(), release.finalizer(), false);
        }
    }

    private void createAll(List<HasMetadata> objects) {
        try (var makers = Executors.newFixedThreadPool(
                SIDE_BY_SIDE, Thread.ofVirtual().name("maker-", 0).factory())) {
            var made = objects.stream()
                    .map(object -> CompletableFuture.runAsync(() -> create(object), makers))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(made).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KubernetesClientException refused ? refused : e;
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

    private static Map<String, String> labelsOf(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    private void delete(HasMetadata object, DeletionPropagation propagation) {
        client.resource(object).withPropagationPolicy(propagation).delete();
    }

    private void deleteAsSeen(HasMetadata object) {
        client.resource(object).lockResourceVersion().delete();
    }

    private void write(Action.Note note) {
        var seen = Map.of(
                "op", "test",
                "path", "/metadata/resourceVersion",
                "value", note.object().getMetadata().getResourceVersion());
        var place = "/status/" + note.field();
        var change = note.value() == null
                ? Map.of("op", "remove", "path", place)
                : Map.of("op", "add", "path", place, "value", note.value());
        var patch = client.getKubernetesSerialization().asJson(List.of(seen, change));
        client.resource(note.object()).subresource("status").patch(AS_JSON_PATCH, patch);
    }

    private void apply(HasMetadata fields) {
        client.resource(fields).fieldManager(FieldOwner.NAME).forceConflicts().serverSideApply();
    }

    /** Under the version that is read here: whoever else changes the list meanwhile makes this pass fail, and come again. */
    private void finalizers(HasMetadata object, String finalizer, boolean wanted) {
        var there = client.resource(object).get();
        if (there == null || there.getMetadata().getFinalizers().contains(finalizer) == wanted) {
            return;
        }
        var list = new ArrayList<>(there.getMetadata().getFinalizers());
        list.remove(finalizer);
        if (wanted) {
            list.add(finalizer);
        }
        var patch = new TreeMap<String, Object>();
        patch.put("resourceVersion", there.getMetadata().getResourceVersion());
        patch.put("finalizers", list);
        var body = client.getKubernetesSerialization().asJson(Map.of("metadata", patch));
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), body);
    }
}
