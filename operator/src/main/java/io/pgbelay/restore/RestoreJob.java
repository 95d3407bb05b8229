package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Durations;
import io.pgbelay.api.PodTemplate;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.util.Objects;

/** The Job of one attempt to restore. It runs the tools of the target server's own major. */
final class RestoreJob {
    private RestoreJob() {}

    static Job of(RestoreRequestSeen seen, RestorePlan plan, int attempt, OperatorConfig config) {
        var server = plan.server();
        return new WorkerJob(
                        Names.restoreJob(seen.name(), attempt),
                        seen.request(),
                        Labels.of(Labels.RESTORE, seen.name()),
                        order(seen, plan, attempt),
                        config.workerImage(),
                        config.toolsImage(server.image(), server.version()),
                        server.credentials(),
                        server.sslRootCert(),
                        plan.storage(),
                        Objects.requireNonNullElse(plan.podTemplate(), PodTemplate.NONE))
                .build();
    }

    private static Order order(RestoreRequestSeen seen, RestorePlan plan, int attempt) {
        var metadata = seen.request().getMetadata();
        var server = plan.server();
        var target = seen.spec().target();
        return new Order.Restore(
                new RequestId(
                        metadata.getNamespace(),
                        metadata.getName(),
                        metadata.getUid(),
                        metadata.getCreationTimestamp(),
                        null),
                attempt,
                new Limits(
                        Durations.parse(seen.spec().deadline()).toSeconds(),
                        Durations.parse(seen.spec().noProgressTimeout()).toSeconds()),
                new ServerAddress(
                        server.host(), server.port(), server.sslMode(), server.version(), server.maintenanceDatabase()),
                plan.storage(),
                plan.manifest(),
                plan.manifestSha256(),
                target.database(),
                target.ownership(),
                target.owner(),
                target.owners(),
                target.privileges(),
                plan.decryption());
    }
}
