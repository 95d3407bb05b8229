package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.pgbelay.playground.process.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a container wants done before it gets TERM: a command or a sleep, inside the grace period. */
record PreStop(LifecycleHandler handler) {

    static Optional<PreStop> of(Container container) {
        return Optional.ofNullable(container.getLifecycle())
                .map(Lifecycle::getPreStop)
                .map(PreStop::new);
    }

    void run(ProbeCheck inside, Instant killAt) {
        Duration left = Duration.between(Instant.now(), killAt);
        if (left.isNegative() || left.isZero()) {
            return;
        }
        if (handler.getExec() != null) {
            inside.succeeds(handler.getExec().getCommand(), left);
        } else if (handler.getSleep() != null) {
            Duration wanted = Duration.ofSeconds(handler.getSleep().getSeconds());
            Pause.sleep(wanted.compareTo(left) < 0 ? wanted : left);
        }
    }
}
