package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of one container: its starts, its ends, and the waits between them. */
final class ContainerRun {

    /** What a container is in its Pod. */
    enum Role {
        INIT,
        SIDECAR,
        MAIN
    }

    private static final Duration RETRY = Duration.ofMillis(500);

    private final Container container;
    private final Role role;
    private final PodLine pod;
    private final ContainerProcess processes;
    private final TerminationMessage messages;
    private final RestartDelay delay = new RestartDelay();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private volatile ContainerSnapshot snapshot;
    private volatile boolean begun;
    private int attempt; // of its own thread
    private @Nullable Owned process;
    private volatile @Nullable ProbeCheck inside;

    ContainerRun(Container container, Role role, PodLine pod, ContainerProcess processes) {
        this.container = container;
        this.role = role;
        this.pod = pod;
        this.processes = processes;
        this.messages = new TerminationMessage(container, processes.folder());
        this.snapshot = ContainerSnapshot.waiting(pod.firstWait());
    }

    String name() {
        return container.getName();
    }

    Container container() {
        return container;
    }

    Role role() {
        return role;
    }

    ContainerSnapshot snapshot() {
        return snapshot;
    }

    /** Whether it has ever been up: running, and past its startup probe. */
    boolean everStarted() {
        return started.isDone();
    }

    /** Whether it was told to end. */
    boolean stopped() {
        return stopping.isDone();
    }

    /** The log of the present run, or of the one before it. */
    Optional<ContainerLog> log(boolean previous) {
        int which = previous ? snapshot.restarts() - 1 : snapshot.restarts();
        Path file = processes.folder().log(name(), which);
        return Files.exists(file)
                ? Optional.of(new ContainerLog(file, () -> snapshot.restarts() != which || snapshot.hasEnded()))
                : Optional.empty();
    }

    /** The process that runs now. */
    synchronized Optional<Owned> process() {
        return Optional.ofNullable(process).filter(Owned::alive);
    }

    /** Begins in the background. */
    void begin() {
        begun = true;
        Thread.ofVirtual().name("container-" + name()).start(this::live);
    }

    /** Waits until it is up, or never will be, or something else happens; true if it is up. */
    boolean awaitStarted(CompletableFuture<?> somethingElse) {
        CompletableFuture.anyOf(started, finished, somethingElse).join();
        return started.isDone();
    }

    /** Waits until it has ended and will not be started again; true if it ended well. */
    boolean awaitFinished() {
        return finished.join();
    }

    /** TERM, and KILL when the time has come (which may be brought forward meanwhile). No restart after this. */
    void terminate(Supplier<Instant> killAt) {
        Optional<Owned> running;
        synchronized (this) {
            stopping.complete(null);
            running = process();
        }
        running.ifPresent(owned -> end(owned, killAt));
        if (!begun) {
            finished.complete(false);
        }
        finished.exceptionally(failure -> false).join();
    }

    private void end(Owned owned, Supplier<Instant> killAt) {
        ProbeCheck check = inside;
        if (check != null) {
            PreStop.of(container).ifPresent(hook -> hook.run(check, killAt.get()));
        }
        owned.signal("TERM");
        while (!owned.await(Duration.ofMillis(20)) && Instant.now().isBefore(killAt.get())) {
            // a look at the clock now and then, for the end may come nearer
        }
        owned.kill();
    }

    private void live() {
        try {
            boolean again = true;
            while (again && !stopping.isDone()) {
                again = liveOnce() && !pause(crashed());
            }
            finished.complete(snapshot.exitCode().filter(code -> code == 0).isPresent());
        } catch (RuntimeException e) {
            finished.completeExceptionally(e);
        }
    }

    /** One start and its end; true if another is due. */
    private boolean liveOnce() {
        try {
            Owned owned = start();
            if (owned == null) {
                return false;
            }
            int code = owned.exit().join();
            change(before -> before.withTerminated(messages.end(before, attempt, code)));
        } catch (StartError e) {
            change(before -> before.withTerminated(messages.neverStarted(e.message(), id())));
        }
        boolean again = restarts(snapshot.exitCode().orElse(0));
        attempt += again ? 1 : 0;
        return again;
    }

    /** Null when it was stopped before it could start. */
    private @Nullable Owned start() throws StartError {
        while (!stopping.isDone()) {
            try {
                return startUnlessStopping(processes.prepare(container, attempt));
            } catch (NotYet e) {
                waiting(e);
            } catch (KubernetesClientException e) {
                // The API server is away: what the container needs cannot be read now.
            }
            pause(RETRY);
        }
        return null;
    }

    private synchronized @Nullable Owned startUnlessStopping(Launch launch) throws StartError {
        if (stopping.isDone()) {
            return null;
        }
        Owned owned = processes.start(launch, container, attempt);
        process = owned;
        ProbeCheck check = processes.check(container, launch);
        inside = check;
        delay.started();
        String now = Timestamps.now();
        change(before -> before.withRunning(now, attempt, id()));
        if (Probing.wanted(container)) {
            new Probing(container, check, new Run(owned)).begin();
        } else {
            new Run(owned).started();
        }
        return owned;
    }

    private void waiting(NotYet trouble) {
        boolean pulling = trouble.reason().equals("ErrImagePull");
        pod.events().warn("Failed", (pulling ? "Failed to pull image: " : "Error: ") + trouble.message());
        boolean backingOff = pulling && (snapshot.waitsFor("ErrImagePull") || snapshot.waitsFor("ImagePullBackOff"));
        String reason = backingOff ? "ImagePullBackOff" : trouble.reason();
        String prefix = backingOff ? "Back-off pulling image \"" + container.getImage() + "\": " : "";
        change(before -> before.withWaiting(reason, prefix + trouble.message()));
    }

    private Duration crashed() {
        Duration wait = delay.next();
        if (wait.isPositive()) {
            pod.events().warn("BackOff", "Back-off restarting failed container " + name());
            change(before -> before.withWaiting(
                    "CrashLoopBackOff", "back-off %ds restarting failed container".formatted(wait.toSeconds())));
        }
        return wait;
    }

    private boolean restarts(int exitCode) {
        if (stopping.isDone()) {
            return false;
        }
        return switch (role) {
            case SIDECAR -> true;
            case INIT -> exitCode != 0 && !"Never".equals(pod.restartPolicy());
            case MAIN ->
                "Always".equals(pod.restartPolicy()) || ("OnFailure".equals(pod.restartPolicy()) && exitCode != 0);
        };
    }

    /** Sleeps; true if it was told to stop meanwhile. */
    private boolean pause(Duration duration) {
        try {
            stopping.get(duration.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String id() {
        return "process://" + pod.uid() + "-" + name() + "-" + attempt;
    }

    private synchronized void change(UnaryOperator<ContainerSnapshot> step) {
        snapshot = step.apply(snapshot);
        pod.changed().run();
    }

    /** One run as its probes see it: what they say late, about a process that has ended, changes nothing. */
    private final class Run implements Probing.Subject {

        private final Owned owned;

        Run(Owned owned) {
            this.owned = owned;
        }

        @Override
        public boolean alive() {
            return owned.alive() && !stopping.isDone();
        }

        @Override
        public void started() {
            mark(before -> before.with(true, container.getReadinessProbe() == null));
            started.complete(null);
        }

        @Override
        public void ready(boolean ready) {
            mark(before -> before.with(true, ready));
        }

        @Override
        public void unhealthy(String why) {
            pod.events().warn("Unhealthy", why);
            owned.stop("TERM", pod.grace());
        }

        private void mark(UnaryOperator<ContainerSnapshot> step) {
            change(before -> before.running() && process == owned ? step.apply(before) : before);
        }
    }
}
