package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of one Pod, told straight: volumes, init containers in order, main containers side by side, then the
 * sidecars' end, the last one first. A stop from outside ends the containers; the story then comes to its end by itself.
 */
final class PodRunner {

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration SIDECARS_LEAST = Duration.ofSeconds(2);

    private final Workshop workshop;
    private final PodFolder folder;
    private final Volumes volumes;
    private final PodEvents events;
    private final List<ContainerRun> inits;
    private final List<ContainerRun> mains;
    private final PodReport report;
    private final PodStatusWriter writer;
    private final CompletableFuture<Void> stopRequested = new CompletableFuture<>();
    private final CompletableFuture<Void> lived = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean releasing = new AtomicBoolean();
    private volatile Pod pod;
    private volatile Instant killAt = Instant.MAX;
    private volatile @Nullable Verdict verdict;
    private volatile boolean abandoned;
    private volatile boolean over;

    PodRunner(Workshop workshop, Pod pod) {
        this.workshop = workshop;
        this.pod = pod;
        this.folder = workshop.folderOf(pod);
        this.volumes = workshop.volumesOf(pod, folder);
        this.events = new PodEvents(workshop.client(), pod);
        ContainerProcess processes = workshop.processesOf(pod, volumes, folder);
        this.inits = runs(pod.getSpec().getInitContainers(), true, processes);
        this.mains = runs(pod.getSpec().getContainers(), false, processes);
        this.report = new PodReport(inits, mains);
        this.writer = new PodStatusWriter(workshop.client(), pod, this::status);
    }

    private List<ContainerRun> runs(List<Container> containers, boolean init, ContainerProcess processes) {
        PodLine line = PodLine.of(pod, events, this::changed);
        return Optional.ofNullable(containers).orElse(List.of()).stream()
                .map(container -> new ContainerRun(container, role(container, init), line, processes))
                .toList();
    }

    private static ContainerRun.Role role(Container container, boolean init) {
        if (!init) {
            return ContainerRun.Role.MAIN;
        }
        return "Always".equals(container.getRestartPolicy()) ? ContainerRun.Role.SIDECAR : ContainerRun.Role.INIT;
    }

    Pod pod() {
        return pod;
    }

    Stream<ContainerRun> containers() {
        return Stream.concat(inits.stream(), mains.stream());
    }

    PodFolder folder() {
        return folder;
    }

    void begin() {
        Thread.ofVirtual().name("status-" + name()).start(this::write);
        Thread.ofVirtual().name("pod-" + name()).start(this::live);
        Long deadline = pod.getSpec().getActiveDeadlineSeconds();
        if (deadline != null) {
            Thread.ofVirtual().name("deadline-" + name()).start(() -> watchDeadline(Duration.ofSeconds(deadline)));
        }
    }

    /** The API server has news of the Pod. */
    void update(Pod latest) {
        pod = latest;
        if (latest.getMetadata().getDeletionTimestamp() != null) {
            stop(grace(latest.getMetadata().getDeletionGracePeriodSeconds()));
            if (releasing.compareAndSet(false, true)) {
                afterTheEnd(() -> workshop.release(latest));
            }
        } else if (!over && endedByOthers(latest)) {
            stop(Duration.ZERO);
        }
    }

    /** The node closes: the containers are killed, and nobody is told. Returns when nothing runs any more. */
    void abandon() {
        abandoned = true;
        writer.giveUp();
        stop(Duration.ZERO);
        ended.join();
        lived.join();
    }

    /** The Pod is gone from the API server: nothing of it may live on. */
    void vanish() {
        stop(Duration.ZERO);
        afterTheEnd(() -> workshop.remove(folder));
    }

    /** Ends the containers: TERM now, KILL after the grace. A later stop can only bring the KILL nearer. */
    synchronized void stop(Duration grace) {
        Instant end = Instant.now().plus(grace);
        killAt = end.isBefore(killAt) ? end : killAt;
        if (stopRequested.complete(null)) {
            containers()
                    .filter(run -> run.role() != ContainerRun.Role.SIDECAR)
                    .forEach(run -> Thread.ofVirtual().start(() -> run.terminate(() -> killAt)));
        }
    }

    private void live() {
        changed();
        try {
            if (prepareVolumes() && initialize()) {
                mains.forEach(ContainerRun::begin);
                mains.forEach(ContainerRun::awaitFinished);
            }
        } catch (RuntimeException e) {
            // The node itself is at fault, say for want of disk: the Pod must not wait for ever.
            verdict = Verdict.nodeFailed(e);
            stop(Duration.ZERO);
        }
        endSidecars();
        over = true;
        changed();
        lived.complete(null);
    }

    private boolean prepareVolumes() {
        while (!stopRequested.isDone()) {
            try {
                volumes.prepare();
                return true;
            } catch (NotYet e) {
                events.warn("FailedMount", e.message());
            } catch (KubernetesClientException e) {
                // The API server is away: it is asked again.
            }
            pause(RETRY);
        }
        return false;
    }

    private boolean initialize() {
        for (ContainerRun init : inits) {
            init.begin();
            boolean fine =
                    init.role() == ContainerRun.Role.SIDECAR ? init.awaitStarted(stopRequested) : init.awaitFinished();
            if (!fine || stopRequested.isDone()) {
                return false;
            }
        }
        return true;
    }

    private void endSidecars() {
        Instant latest = Instant.now().plus(grace(pod.getSpec().getTerminationGracePeriodSeconds()));
        Instant least = abandoned ? Instant.now() : Instant.now().plus(SIDECARS_LEAST);
        for (ContainerRun init : inits.reversed()) {
            if (init.role() == ContainerRun.Role.SIDECAR) {
                init.terminate(() -> earlier(latest, later(least, killAt)));
            }
        }
    }

    private void watchDeadline(Duration deadline) {
        pause(deadline);
        if (!over && !stopRequested.isDone()) {
            verdict = Verdict.deadlineExceeded();
            stop(grace(pod.getSpec().getTerminationGracePeriodSeconds()));
        }
    }

    private void write() {
        try {
            writer.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.complete(null);
        }
    }

    private void afterTheEnd(Runnable work) {
        Thread.ofVirtual().name("end-" + name()).start(() -> {
            ended.join();
            work.run();
        });
    }

    private PodStatus status() {
        return report.status(over, verdict);
    }

    private void changed() {
        writer.changed();
    }

    private void pause(Duration duration) {
        try {
            stopRequested.get(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean endedByOthers(Pod pod) {
        return pod.getStatus() != null
                && ("Failed".equals(pod.getStatus().getPhase())
                        || "Succeeded".equals(pod.getStatus().getPhase()));
    }

    private static Duration grace(@Nullable Long seconds) {
        return Duration.ofSeconds(seconds == null ? 30 : seconds);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private String name() {
        return pod.getMetadata().getName();
    }
}
