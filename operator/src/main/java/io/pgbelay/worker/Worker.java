package io.pgbelay.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.Side;
import io.pgbelay.pgclient.ClientTool;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.ObjectStores;
import io.pgbelay.worker.catalog.Cataloguing;
import io.pgbelay.worker.copy.Copying;
import io.pgbelay.worker.dump.Dumping;
import io.pgbelay.worker.prune.Pruning;
import io.pgbelay.worker.restore.Overwriting;
import io.pgbelay.worker.restore.Rehearsing;
import io.pgbelay.worker.restore.Restoring;
import io.pgbelay.worker.restore.Retiring;
import io.pgbelay.worker.restore.Settling;
import io.pgbelay.worker.restore.Swapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Carries one order out. */
public final class Worker {
    // What is left of the grace period after SIGTERM is for the JVM to end in.
    private static final Duration GRACE = Duration.ofSeconds(26);

    private final Map<String, String> env;
    private final Redaction redaction;
    private final Diary diary;
    private final Clock clock = Clock.systemUTC();

    private Worker(Map<String, String> env) {
        this.env = env;
        this.redaction = Redaction.of(env);
        this.diary = new Diary(System.err, redaction, clock);
    }

    /**
     * Runs a verb.
     *
     * @param verb the word by which the image was started; must be the order's
     * @param env see {@link PodEnv}
     * @return exit code: 0 only when everything was done
     */
    public static int run(String verb, Map<String, String> env) {
        return new Worker(env).run(verb);
    }

    private int run(String verb) {
        var told = new CountDownLatch(1);
        try {
            var outcome = outcome(verb, told);
            diary.say((outcome.succeeded() ? "done: " : outcome.reason() + ": ") + outcome.message());
            new Report(redaction).write(outcome, env);
            return outcome.succeeded() ? 0 : 1;
        } catch (IOException e) {
            diary.say("the outcome could not be written: " + e.getMessage());
            return 1;
        } finally {
            told.countDown();
        }
    }

    private Outcome outcome(String verb, CountDownLatch told) {
        try {
            var order = Json.MAPPER.readValue(given(PodEnv.ORDER), Order.class);
            if (!order.verb().equals(verb)) {
                throw new Failure(
                        FailureReason.InternalError, "started as " + verb + " with an order to " + order.verb());
            }
            return watched(order, told);
        } catch (JsonProcessingException e) {
            return failed(
                    new Failure(FailureReason.InternalError, "the order cannot be read: " + e.getMessage()), List.of());
        } catch (Failure e) {
            return failed(e, List.of());
        }
    }

    private Outcome watched(Order order, CountDownLatch told) {
        var undo = new Undo();
        var lines = new ProgressLines(System.out, clock);
        try (var store = store(order);
                var watch = new Watch(order.limits(), lines)) {
            var tools = new ClientTool(Path.of(given(PodEnv.SHARED)));
            var errand = new Errand(env, diary, watch, undo, store, tools, clock);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> terminated(watch, told), "sigterm"));
            return carriedOut(order, errand);
        }
    }

    /** What the order writes to, where it knows two. */
    private @Nullable ObjectStore store(Order order) {
        var storage = order.storage();
        if (storage == null) {
            return null;
        }
        return ObjectStores.open(storage, order instanceof Order.Copy ? Side.TO.of(env) : env);
    }

    /** On a virtual thread, since no other can be interrupted while it waits for a socket. */
    private Outcome carriedOut(Order order, Errand errand) {
        var end = new AtomicReference<Outcome>();
        var conductor = Thread.ofVirtual().name("conductor").unstarted(() -> end.set(attempt(order, errand)));
        conductor.start();
        errand.watch().over(conductor);
        joined(conductor);
        var outcome = end.get();
        if (outcome == null || !outcome.succeeded()) {
            errand.undo().run(diary);
        }
        return outcome == null
                ? failed(new Failure(FailureReason.InternalError, "the conductor vanished"), errand.stages())
                : outcome;
    }

    private Outcome attempt(Order order, Errand errand) {
        try {
            return switch (order) {
                case Order.Dump dump -> Dumping.carryOut(dump, errand);
                case Order.Restore restore -> Restoring.carryOut(restore, errand);
                case Order.Prune prune -> Pruning.carryOut(prune, errand);
                case Order.Rehearse rehearse -> Rehearsing.carryOut(rehearse, errand);
                case Order.Swap swap -> Swapping.carryOut(swap, errand);
                case Order.Overwrite overwrite -> Overwriting.carryOut(overwrite, errand);
                case Order.Settle settle -> Settling.carryOut(settle, errand);
                case Order.Retire retire -> Retiring.carryOut(retire, errand);
                case Order.Catalog catalog -> Cataloguing.carryOut(catalog, errand);
                case Order.Copy copy -> Copying.carryOut(copy, errand);
            };
        } catch (Throwable e) {
            var failure = errand.watch().cause().orElseGet(() -> Troubles.of(e, diary));
            return failed(failure, errand);
        }
    }

    private void terminated(Watch watch, CountDownLatch told) {
        if (told.getCount() == 0) {
            return;
        }
        diary.say("told to stop (SIGTERM)");
        watch.fail(new Failure(FailureReason.Aborted, "the worker was told to stop (SIGTERM)"));
        try {
            if (!told.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                diary.say("the grace period is over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Outcome failed(Failure failure, Errand errand) {
        return new Outcome(
                failure.reason(),
                failure.sentence(),
                errand.stages(),
                null,
                null,
                null,
                errand.comparison(),
                errand.lastWords());
    }

    private static Outcome failed(Failure failure, List<io.pgbelay.api.Stage> stages) {
        return new Outcome(failure.reason(), failure.sentence(), stages, null, null, null, null, null);
    }

    private String given(String name) {
        var value = env.get(name);
        if (value == null) {
            throw new Failure(FailureReason.InternalError, "the environment has no " + name);
        }
        return value;
    }
}
