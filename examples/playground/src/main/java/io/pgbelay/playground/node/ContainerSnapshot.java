package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a container stands at a moment.
 *
 * @param last how it ended the time before
 * @param started whether it has got past its startup probe
 * @param id of the process that runs or ran last
 */
record ContainerSnapshot(
        ContainerState state,
        @Nullable ContainerState last,
        int restarts,
        boolean started,
        boolean ready,
        @Nullable String id) {

    static ContainerSnapshot waiting(String reason) {
        return new ContainerSnapshot(waitingState(reason, null), null, 0, false, false, null);
    }

    ContainerSnapshot withWaiting(String reason, @Nullable String message) {
        ContainerState before = state.getTerminated() == null ? last : state;
        return new ContainerSnapshot(waitingState(reason, message), before, restarts, false, false, id);
    }

    ContainerSnapshot withRunning(String startedAt, int attempt, String processId) {
        ContainerState running = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(startedAt)
                .endRunning()
                .build();
        ContainerState before = state.getTerminated() == null ? last : state;
        return new ContainerSnapshot(running, before, attempt, false, false, processId);
    }

    ContainerSnapshot withTerminated(ContainerStateTerminated end) {
        ContainerState terminated =
                new ContainerStateBuilder().withTerminated(end).build();
        return new ContainerSnapshot(terminated, last, restarts, false, false, end.getContainerID());
    }

    ContainerSnapshot with(boolean nowStarted, boolean nowReady) {
        return new ContainerSnapshot(state, last, restarts, nowStarted, nowReady, id);
    }

    boolean waitsFor(String reason) {
        return state.getWaiting() != null && reason.equals(state.getWaiting().getReason());
    }

    /** Whether its latest run is over, be it waiting for the next. */
    boolean hasEnded() {
        return state.getTerminated() != null || (state.getWaiting() != null && last != null);
    }

    boolean running() {
        return state.getRunning() != null;
    }

    Optional<Integer> exitCode() {
        return Optional.ofNullable(state.getTerminated()).map(ContainerStateTerminated::getExitCode);
    }

    private static ContainerState waitingState(String reason, @Nullable String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }
}
