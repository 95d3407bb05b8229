package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
    private final String podId;
    private final String restartPolicy;
    private final ContainerProcess processes;
    private final TerminationMessage messages;
    private final Runnable changed;
    private final RestartDelay delay = new RestartDelay();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private volatile ContainerSnapshot snapshot;
    private int attempt; // of its own thread
    private @Nullable Owned process;

    /** @param changed told after every change of the snapshot */
    ContainerRun(
            Container container,
            Role role,
            String podId,
            String restartPolicy,
            ContainerProcess processes,
            Runnable changed) {
        this.container = container;
        this.role = role;
        this.podId = podId;
        this.restartPolicy = restartPolicy;
        this.processes = processes;
        this.messages = new TerminationMessage(container, processes.folder());
        this.changed = changed;
        this.snapshot = ContainerSnapshot.waiting(role == Role.MAIN ? "ContainerCreating" : "PodInitializing");
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

    /** The log of the present run, or of the one before it. */
    Optional<ContainerLog> log(boolean previous) {
        int which = previous ? snapshot.restarts() - 1 : snapshot.restarts();
        Path file = processes.folder().log(name(), which);
        return Files.exists(file)
                ? Optional.of(new ContainerLog(file, () -> snapshot.restarts() != which || !snapshot.running()))
                : Optional.empty();
    }

    /** The process that runs now. */
    synchronized Optional<Owned> process() {
        return Optional.ofNullable(process).filter(Owned::alive);
    }

    /** Begins in the background. */
    void begin() {
        Thread.ofVirtual().name("container-" + name()).start(this::live);
    }

    /** Whether it was told to end. */
    boolean stopped() {
        return stopping.isDone();
    }

    /** Waits until it has started, or never will, or something else happens; true if it has. */
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
        running.ifPresent(owned -> {
            owned.signal("TERM");
            while (!owned.await(Duration.ofMillis(20)) && Instant.now().isBefore(killAt.get())) {
                // a look at the clock now and then, for the end may come nearer
            }
            owned.kill();
        });
        if (snapshot.running() || started.isDone()) {
            finished.join();
        } else {
            finished.complete(false);
        }
    }

    private void live() {
        boolean again = true;
        while (again && !stopping.isDone()) {
            again = liveOnce() && !pause(crashed());
        }
        finished.complete(snapshot.exitCode().filter(code -> code == 0).isPresent());
    }

    /** One start and its end; true if another is due. */
    private boolean liveOnce() {
        try {
            Owned owned = start();
            if (owned == null) {
                return false;
            }
            int code = owned.exit().join();
            change(snapshot.withTerminated(messages.end(snapshot, attempt, code)));
        } catch (StartError e) {
            change(snapshot.withTerminated(messages.neverStarted(e.message(), id())));
        }
        boolean again = restarts(snapshot.exitCode().orElse(0));
        attempt += again ? 1 : 0;
        return again;
    }

    /** Null when it was stopped before it could start. */
    private @Nullable Owned start() throws StartError {
        while (!stopping.isDone()) {
            try {
                return startUnlessStopping();
            } catch (NotYet e) {
                waiting(e);
            } catch (KubernetesClientException e) {
                // The API server is away: what the container needs cannot be read now.
            }
            pause(RETRY);
        }
        return null;
    }

    private synchronized @Nullable Owned startUnlessStopping() throws NotYet, StartError {
        if (stopping.isDone()) {
            return null;
        }
        Owned owned = processes.start(container, attempt);
        process = owned;
        delay.started();
        ContainerSnapshot running = snapshot.withRunning(Timestamps.now(), attempt, id());
        change(running.with(container.getStartupProbe() == null, container.getReadinessProbe() == null));
        started.complete(null);
        return owned;
    }

    private void waiting(NotYet trouble) {
        boolean pullFailedBefore = Optional.ofNullable(snapshot.state().getWaiting())
                .filter(waiting -> waiting.getReason().endsWith("Pull")
                        || waiting.getReason().endsWith("BackOff"))
                .isPresent();
        if (trouble.reason().equals("ErrImagePull") && pullFailedBefore) {
            change(snapshot.withWaiting(
                    "ImagePullBackOff",
                    "Back-off pulling image \"" + container.getImage() + "\": " + trouble.message()));
        } else {
            change(snapshot.withWaiting(trouble.reason(), trouble.message()));
        }
    }

    private Duration crashed() {
        Duration wait = delay.next();
        if (wait.isPositive()) {
            change(snapshot.withWaiting(
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
            case INIT -> exitCode != 0 && !"Never".equals(restartPolicy);
            case MAIN -> "Always".equals(restartPolicy) || ("OnFailure".equals(restartPolicy) && exitCode != 0);
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
        return "process://" + podId + "-" + name() + "-" + attempt;
    }

    private void change(ContainerSnapshot next) {
        snapshot = next;
        changed.run();
    }
}
