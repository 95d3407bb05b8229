package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the node says of a Pod, derived from how its containers stand. */
final class PodReport {

    private final String startTime = Timestamps.now();
    private final PodConditions conditions = new PodConditions();
    private final List<ContainerRun> inits;
    private final List<ContainerRun> mains;

    PodReport(List<ContainerRun> inits, List<ContainerRun> mains) {
        this.inits = inits;
        this.mains = mains;
    }

    /** @param over whether nothing of the Pod runs any more, nor ever will */
    synchronized PodStatus status(boolean over, @Nullable Verdict verdict) {
        String phase = phase(over, verdict);
        PodStatusBuilder status = new PodStatusBuilder()
                .withPhase(phase)
                .withStartTime(startTime)
                .withHostIP(Node.ADDRESS)
                .addNewHostIP()
                .withIp(Node.ADDRESS)
                .endHostIP()
                .withPodIP(Node.ADDRESS)
                .addNewPodIP()
                .withIp(Node.ADDRESS)
                .endPodIP()
                .withInitContainerStatuses(statuses(inits, over))
                .withContainerStatuses(statuses(mains, over))
                .withConditions(conditions.update(phase, initialized(), allReady()));
        if (over && verdict != null) {
            status.withReason(verdict.reason()).withMessage(verdict.message());
        }
        return status.build();
    }

    private String phase(boolean over, @Nullable Verdict verdict) {
        if (over) {
            return verdict == null && succeeded() ? "Succeeded" : "Failed";
        }
        boolean pending = !initialized()
                || mains.stream()
                        .map(ContainerRun::snapshot)
                        .anyMatch(one -> one.state().getWaiting() != null && one.last() == null);
        return pending ? "Pending" : "Running";
    }

    private boolean succeeded() {
        return mains.stream()
                .allMatch(run ->
                        run.snapshot().exitCode().filter(code -> code == 0).isPresent());
    }

    private boolean initialized() {
        return inits.stream().allMatch(PodReport::initialized);
    }

    private static boolean initialized(ContainerRun init) {
        ContainerSnapshot snapshot = init.snapshot();
        return init.role() == ContainerRun.Role.SIDECAR
                ? snapshot.started()
                        || snapshot.last() != null
                        || snapshot.exitCode().isPresent()
                : snapshot.exitCode().filter(code -> code == 0).isPresent();
    }

    private boolean allReady() {
        return initialized()
                && inits.stream()
                        .filter(run -> run.role() == ContainerRun.Role.SIDECAR)
                        .allMatch(run -> run.snapshot().ready())
                && mains.stream().allMatch(run -> run.snapshot().ready());
    }

    private static List<ContainerStatus> statuses(List<ContainerRun> runs, boolean over) {
        return runs.stream().map(run -> status(run, over)).toList();
    }

    private static ContainerStatus status(ContainerRun run, boolean over) {
        ContainerSnapshot snapshot = run.snapshot();
        ContainerState state = over ? endOf(run) : snapshot.state();
        boolean completedInit = run.role() == ContainerRun.Role.INIT
                && snapshot.exitCode().filter(code -> code == 0).isPresent();
        return new ContainerStatusBuilder()
                .withName(run.name())
                .withImage(run.container().getImage())
                .withImageID(
                        snapshot.id() == null
                                ? ""
                                : "process://" + run.container().getImage())
                .withContainerID(snapshot.id())
                .withState(state)
                .withLastState(Optional.ofNullable(snapshot.last()).orElseGet(ContainerState::new))
                .withRestartCount(snapshot.restarts())
                .withStarted(snapshot.started())
                .withReady(snapshot.ready() || completedInit)
                .build();
    }

    /** At the Pod's end a container that waited is not waiting any more: it ended as before, or never came to be. */
    private static ContainerState endOf(ContainerRun run) {
        ContainerSnapshot snapshot = run.snapshot();
        if (snapshot.state().getWaiting() == null || !run.stopped()) {
            return snapshot.state();
        }
        return Optional.ofNullable(snapshot.last())
                .orElseGet(() -> new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(137)
                        .withReason("ContainerStatusUnknown")
                        .withMessage("The container could not be located when the pod was terminated")
                        .endTerminated()
                        .build());
    }
}
