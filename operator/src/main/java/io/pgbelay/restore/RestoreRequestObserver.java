package io.pgbelay.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.control.JobObserver;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All reads of a pass. Backups and their schedule are asked for only while there is no plan. */
final class RestoreRequestObserver {
    private final KubernetesClient client;
    private final JobObserver jobs;

    RestoreRequestObserver(KubernetesClient client, JobObserver jobs) {
        this.client = client;
        this.jobs = jobs;
    }

    RestoreRequestSeen observe(RestoreRequest request, Context<RestoreRequest> context) {
        var status = Objects.requireNonNullElse(request.getStatus(), RestoreRequestStatus.NONE);
        var job = jobs.observe(request, status.attempts(), context);
        if (status.plan() != null || status.ended()) {
            return new RestoreRequestSeen(request, List.of(), null, job);
        }
        var candidates = candidates(request);
        return new RestoreRequestSeen(request, candidates, schedule(request, candidates), job);
    }

    private List<BackupRun> candidates(RestoreRequest request) {
        var namespace = request.getMetadata().getNamespace();
        var runs = client.resources(BackupRun.class).inNamespace(namespace);
        var run = request.getSpec().source().runRef();
        if (run != null) {
            return Stream.ofNullable(runs.withName(run.name()).get()).toList();
        }
        var schedule = request.getSpec().source().scheduleRef();
        return schedule == null
                ? List.of()
                : runs.list().getItems().stream()
                        .filter(one -> new ObjectRef(schedule.name())
                                .equals(one.getSpec().scheduleRef()))
                        .toList();
    }

    private @Nullable BackupSchedule schedule(RestoreRequest request, List<BackupRun> candidates) {
        var named = request.getSpec().source().scheduleRef();
        var name = named != null ? named.name() : scheduleOf(candidates);
        return name == null
                ? null
                : client.resources(BackupSchedule.class)
                        .inNamespace(request.getMetadata().getNamespace())
                        .withName(name)
                        .get();
    }

    private static @Nullable String scheduleOf(List<BackupRun> candidates) {
        var reference =
                candidates.isEmpty() ? null : candidates.getFirst().getSpec().scheduleRef();
        return reference == null ? null : reference.name();
    }
}
