package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Durations;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.PodTemplate;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Jobs of a request, one for each errand. They run the tools of the target server's own major. */
record RestoreJobs(Pass pass, RestorePlan plan) {
    Job restore(int attempt) {
        return job(
                Names.restoreJob(name(), attempt),
                restoring(attempt, pass.seen().spec().checks()));
    }

    Job rehearse(int attempt, Duration deadline) {
        var order = new Order.Rehearse(request(), attempt, within(deadline), exchange(), build(attempt));
        return job(Names.rehearsalJob(name(), attempt), order);
    }

    Job swap(int attempt) {
        var word = Objects.requireNonNull(pass.before().confirmed());
        var order = new Order.Swap(
                request(),
                attempt,
                limits(),
                exchange(),
                build(attempt),
                word,
                pass.seen().spec().checks());
        return job(Names.restoreJob(name(), attempt), order);
    }

    Job overwrite(int attempt) {
        var word = Objects.requireNonNull(pass.before().confirmed());
        var order = new Order.Overwrite(
                request(), attempt, limits(), exchange(), Objects.requireNonNull(build(attempt)), word);
        return job(Names.restoreJob(name(), attempt), order);
    }

    Job settle(int attempt, Duration deadline) {
        var live = Objects.requireNonNull(plan.live());
        var order = new Order.Settle(request(), attempt, within(deadline), exchange(), live.oid());
        return job(Names.restoreJob(name(), attempt), order);
    }

    Job retire(KeptDatabase kept, boolean drop, int attempt, Duration deadline) {
        var database = new ReadyDatabase(kept.database(), kept.oid(), kept.mark(), null);
        var order = new Order.Retire(request(), attempt, within(deadline), server(), database, drop);
        return job(drop ? Names.droppingJob(name(), attempt) : Names.openingJob(name(), attempt), order);
    }

    /** What comes, in the confirmation's words. */
    static String content(RestorePlan plan) {
        var ready = plan.ready();
        return ready == null
                ? Objects.requireNonNull(plan.manifestSha256())
                : ready.mark() + "/" + ready.oid() + "/" + ready.replacedBy();
    }

    private Job job(String name, Order order) {
        var server = plan.server();
        var sanitized = order instanceof Order.Restore || order instanceof Order.Swap;
        return new WorkerJob(
                        name,
                        pass.seen().request(),
                        Labels.of(Labels.RESTORE, name()),
                        order,
                        pass.config().workerImage(),
                        pass.config().toolsImage(server.image(), server.version()),
                        server.credentials(),
                        server.sslRootCert(),
                        order.storage(),
                        sanitized ? pass.seen().spec().sanitize() : null,
                        Objects.requireNonNullElse(plan.podTemplate(), PodTemplate.NONE))
                .build();
    }

    private Order.@Nullable Restore build(int attempt) {
        return plan.ready() == null ? restoring(attempt, List.of()) : null;
    }

    private Order.Restore restoring(int attempt, List<io.pgbelay.api.Check> checks) {
        var target = pass.seen().spec().target();
        return new Order.Restore(
                request(),
                attempt,
                limits(),
                server(),
                Objects.requireNonNull(plan.storage()),
                Objects.requireNonNullElse(plan.manifest(), ""),
                Objects.requireNonNullElse(plan.manifestSha256(), ""),
                target.database(),
                target.ownership(),
                target.owner(),
                target.owners(),
                target.privileges(),
                plan.decryption(),
                checks,
                pass.seen().spec().sanitize() != null,
                plan.file());
    }

    private Exchange exchange() {
        var target = pass.seen().spec().target();
        return new Exchange(
                server(),
                target.database(),
                content(plan),
                plan.ready(),
                plan.databaseBytes(),
                bytes(plan.server().freeBytes()),
                target.acceptReplicationBreak(),
                plan.plannedAt(),
                pass.seen().spec().inPlace());
    }

    private static @Nullable Long bytes(@Nullable Quantity room) {
        return room == null ? null : room.getNumericalAmount().longValue();
    }

    private RequestId request() {
        var metadata = pass.seen().request().getMetadata();
        return new RequestId(
                metadata.getNamespace(), metadata.getName(), metadata.getUid(), metadata.getCreationTimestamp(), null);
    }

    private Limits limits() {
        return within(Durations.parse(pass.seen().spec().deadline()));
    }

    private Limits within(Duration deadline) {
        return new Limits(
                deadline.toSeconds(),
                Durations.parse(pass.seen().spec().noProgressTimeout()).toSeconds());
    }

    private ServerAddress server() {
        var server = plan.server();
        return new ServerAddress(
                server.host(), server.port(), server.sslMode(), server.version(), server.maintenanceDatabase());
    }

    private String name() {
        return pass.seen().name();
    }
}
