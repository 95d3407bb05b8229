package io.pgbelay.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pgbelay.api.DatabaseCredentials;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.RestoreSource;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.Restored;
import io.pgbelay.api.S3;
import io.pgbelay.api.Server;
import io.pgbelay.api.SslMode;
import io.pgbelay.api.Storage;
import io.pgbelay.api.WorkloadRef;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.job.JobSeen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to swap, and its Jobs as they are seen. */
final class SwapRequests {
    static final WorkloadRef API = new WorkloadRef(WorkloadRef.Kind.Deployment, "api");

    private SwapRequests() {}

    static Outcome swapped() {
        return new Outcome(
                null,
                "replaced orders",
                List.of(),
                null,
                null,
                new Restored("orders", 17_000L, 9L),
                null,
                null,
                new Restored("orders_before_x", 16_400L, 9L),
                null,
                null,
                null);
    }

    static JobSeen running() {
        return new JobSeen(
                new JobBuilder()
                        .withNewMetadata()
                        .withName("fix-r1")
                        .endMetadata()
                        .build(),
                pod(null, 0),
                List.of(),
                List.of());
    }

    static JobSeen ended(Outcome outcome) throws JsonProcessingException {
        return new JobSeen(
                new JobBuilder().withNewMetadata().endMetadata().build(),
                pod(Json.MAPPER.writeValueAsString(outcome), outcome.succeeded() ? 0 : 1),
                List.of(),
                List.of());
    }

    static JobSeen died() {
        return new JobSeen(
                new JobBuilder().withNewMetadata().endMetadata().build(), pod("", 137), List.of(), List.of());
    }

    private static Pod pod(@Nullable String message, int exit) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("mover")
                .withNewState()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        var state = pod.getStatus().getContainerStatuses().getFirst().getState();
        if (message == null) {
            state.setRunning(new ContainerStateRunning());
        } else {
            state.setTerminated(new ContainerStateTerminatedBuilder()
                    .withExitCode(exit)
                    .withMessage(message)
                    .build());
        }
        return pod;
    }

    static RestorePlan plan() {
        var server = new Server(
                "orders-rw",
                5432,
                16,
                "",
                new DatabaseCredentials("orders-admin", "username", "password"),
                SslMode.Prefer,
                null,
                "postgres",
                null);
        var storage = Storage.of(new S3("b", "", "r", "", false, null, "STANDARD", null, null));
        return new RestorePlan(
                "good",
                "snapshot",
                "2026-11-20T01:00:00Z",
                "7h",
                1L,
                "k",
                "digest",
                null,
                storage,
                null,
                null,
                "orders",
                server,
                "orders-rw:5432/orders",
                9L,
                null,
                "2026-11-20T08:00:00Z",
                null,
                null,
                null,
                null,
                null);
    }

    static RestoreRequest request() {
        var request = new RestoreRequest();
        request.setMetadata(new ObjectMetaBuilder()
                .withName("fix")
                .withNamespace("shop-prod")
                .withUid("uid")
                .withGeneration(1L)
                .withCreationTimestamp("2026-11-20T08:00:00Z")
                .build());
        request.setSpec(spec(null));
        return request;
    }

    static RestoreRequestSpec spec(@Nullable String confirm) {
        return spec(confirm, RestoreTarget.Mode.Swap);
    }

    static RestoreRequestSpec spec(@Nullable String confirm, RestoreTarget.Mode mode) {
        var target = new RestoreTarget(
                null,
                "orders",
                mode,
                RestoreTarget.Ownership.Keep,
                null,
                java.util.Map.of(),
                RestoreTarget.Privileges.Keep);
        return new RestoreRequestSpec(
                new RestoreSource(new ObjectRef("good"), null),
                target,
                "alice",
                null,
                null,
                List.of(),
                null,
                List.of(API),
                null,
                confirm,
                null,
                false,
                null,
                "6h",
                "10m",
                1,
                null);
    }
}
