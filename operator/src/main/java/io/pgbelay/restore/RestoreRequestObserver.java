package io.pgbelay.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.control.JobObserver;
import io.pgbelay.control.Workloads;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Names;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All reads of a pass. Whatever only one phase has to know is asked for in that phase alone. */
final class RestoreRequestObserver {
    private final KubernetesClient client;
    private final JobObserver jobs;
    private final Workloads workloads;

    RestoreRequestObserver(KubernetesClient client, JobObserver jobs) {
        this.client = client;
        this.jobs = jobs;
        this.workloads = new Workloads(client);
    }

    RestoreRequestSeen observe(RestoreRequest request, Context<RestoreRequest> context) {
        var status = Objects.requireNonNullElse(request.getStatus(), RestoreRequestStatus.NONE);
        var job = jobs.observe(request, Pursuit.of(status), context);
        if (status.ended()) {
            return afterTheEnd(request, status, job, context);
        }
        var planning = status.plan() == null;
        var saving = request.getSpec().inPlace()
                && status.confirmed() != null
                && status.attempts().isEmpty();
        var candidates = planning ? candidates(request) : List.<BackupRun>of();
        var schedule = planning ? schedule(request, candidates) : null;
        return new RestoreRequestSeen(
                request,
                candidates,
                schedule,
                job,
                quiesced(request),
                status.confirmed() == null ? named(request) : null,
                List.of(),
                planning
                        ? safetyTemplate(request, schedule, candidates)
                        : saving ? latelyTemplate(request, status) : null,
                saving ? safetyRun(request) : null);
    }

    private RestoreRequestSeen afterTheEnd(
            RestoreRequest request, RestoreRequestStatus status, JobSeen job, Context<RestoreRequest> context) {
        var kept = status.kept();
        if (kept == null || kept.state().terminal()) {
            return new RestoreRequestSeen(request, List.of(), null, job);
        }
        var saving = kept.state() == KeptDatabase.State.BackingUp;
        return new RestoreRequestSeen(
                request,
                List.of(),
                null,
                job,
                List.of(),
                null,
                undos(request, context),
                saving ? latelyTemplate(request, status) : null,
                saving ? safetyRun(request) : null);
    }

    private List<BackupRun> candidates(RestoreRequest request) {
        var run = request.getSpec().source().runRef();
        if (run != null) {
            return Optional.ofNullable(run(request, run.name())).stream().toList();
        }
        var schedule = request.getSpec().source().scheduleRef();
        return schedule == null
                ? List.of()
                : client
                        .resources(BackupRun.class)
                        .inNamespace(request.getMetadata().getNamespace())
                        .list()
                        .getItems()
                        .stream()
                        .filter(one -> new ObjectRef(schedule.name())
                                .equals(one.getSpec().scheduleRef()))
                        .toList();
    }

    private @Nullable BackupRun run(RestoreRequest request, String name) {
        return client.resources(BackupRun.class)
                .inNamespace(request.getMetadata().getNamespace())
                .withName(name)
                .get();
    }

    private @Nullable BackupRun safetyRun(RestoreRequest request) {
        return run(request, Names.safetyRun(request.getMetadata().getName()));
    }

    private @Nullable BackupSchedule schedule(RestoreRequest request, List<BackupRun> candidates) {
        var named = request.getSpec().source().scheduleRef();
        return schedule(request, named != null ? named.name() : scheduleOf(candidates));
    }

    private @Nullable BackupSchedule schedule(RestoreRequest request, @Nullable String name) {
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

    private List<Workloads.Seen> quiesced(RestoreRequest request) {
        return request.getSpec().quiesce().stream()
                .flatMap(one -> workloads.look(request.getMetadata().getNamespace(), one).stream())
                .toList();
    }

    private @Nullable RestoreRequest named(RestoreRequest request) {
        var reference = request.getSpec().source().request();
        return reference == null
                ? null
                : client.resources(RestoreRequest.class)
                        .inNamespace(request.getMetadata().getNamespace())
                        .withName(reference.name())
                        .get();
    }

    private static List<RestoreRequest> undos(RestoreRequest request, Context<RestoreRequest> context) {
        var reference = new ObjectRef(request.getMetadata().getName());
        return context.getPrimaryCache()
                .list(
                        request.getMetadata().getNamespace(),
                        one -> reference.equals(one.getSpec().source().undoRef()))
                .toList();
    }

    private @Nullable BackupTemplate safetyTemplate(
            RestoreRequest request, @Nullable BackupSchedule usual, List<BackupRun> candidates) {
        var safety = request.getSpec().safetyBackup();
        if (safety != null && safety.template() != null) {
            return safety.template();
        }
        if (safety != null && safety.scheduleRef() != null) {
            var named = schedule(request, safety.scheduleRef().name());
            return named == null ? null : named.getSpec().template();
        }
        return Optional.ofNullable(usual)
                .map(one -> one.getSpec().template())
                .or(() -> candidates.stream().findFirst().flatMap(RestoreRequestObserver::template))
                .orElse(null);
    }

    private @Nullable BackupTemplate latelyTemplate(RestoreRequest request, RestoreRequestStatus status) {
        var plan = Objects.requireNonNull(status.plan());
        var runs = plan.backup() == null
                ? List.<BackupRun>of()
                : Optional.ofNullable(run(request, plan.backup())).stream().toList();
        return safetyTemplate(request, schedule(request, plan.schedule()), runs);
    }

    private static Optional<BackupTemplate> template(BackupRun run) {
        return Optional.ofNullable(run.getStatus()).map(status -> status.template());
    }
}
