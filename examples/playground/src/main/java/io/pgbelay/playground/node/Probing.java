package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks one run of a container again and again how it is, as its probes say, and tells what it finds. */
record Probing(Container container, ProbeCheck check, Subject subject) {

    /** The run that is asked. */
    interface Subject {
        boolean alive();

        void started();

        void ready(boolean ready);

        /** It must be ended; what comes then is for its restart policy to say. */
        void unhealthy(String why);
    }

    static boolean wanted(Container container) {
        return container.getStartupProbe() != null
                || container.getReadinessProbe() != null
                || container.getLivenessProbe() != null;
    }

    void begin() {
        inBackground(() -> {
            if (awaitStartup()) {
                subject.started();
                inBackground(this::watchReadiness);
                inBackground(this::watchLiveness);
            }
        });
    }

    private boolean awaitStartup() throws InterruptedException {
        Probe probe = container.getStartupProbe();
        if (probe == null) {
            return true;
        }
        Thread.sleep(delay(probe));
        for (int failures = 0; subject.alive(); Thread.sleep(period(probe))) {
            if (check.passes(probe)) {
                return true;
            }
            if (++failures == failureThreshold(probe)) {
                subject.unhealthy("Startup probe failed");
            }
        }
        return false;
    }

    private void watchReadiness() throws InterruptedException {
        Probe probe = container.getReadinessProbe();
        if (probe == null) {
            return;
        }
        Thread.sleep(delay(probe));
        int successes = 0;
        int failures = 0;
        while (subject.alive()) {
            boolean passed = check.passes(probe);
            successes = passed ? successes + 1 : 0;
            failures = passed ? 0 : failures + 1;
            if (successes == or(probe.getSuccessThreshold(), 1)) {
                subject.ready(true);
            } else if (failures == failureThreshold(probe)) {
                subject.ready(false);
            }
            Thread.sleep(period(probe));
        }
    }

    private void watchLiveness() throws InterruptedException {
        Probe probe = container.getLivenessProbe();
        if (probe == null) {
            return;
        }
        Thread.sleep(delay(probe));
        int failures = 0;
        while (subject.alive()) {
            failures = check.passes(probe) ? 0 : failures + 1;
            if (failures == failureThreshold(probe)) {
                subject.unhealthy("Liveness probe failed");
            }
            Thread.sleep(period(probe));
        }
    }

    private static Duration delay(Probe probe) {
        return Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0));
    }

    private static Duration period(Probe probe) {
        return Duration.ofSeconds(or(probe.getPeriodSeconds(), 10));
    }

    private static int failureThreshold(Probe probe) {
        return or(probe.getFailureThreshold(), 3);
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return Optional.ofNullable(value).orElse(otherwise);
    }

    private interface Watch {
        void run() throws InterruptedException;
    }

    private void inBackground(Watch watch) {
        Thread.ofVirtual().name("probe-" + container.getName()).start(() -> {
            try {
                watch.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
