package io.pgbelay.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.HttpCheck;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.ProbeOrder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks URLs until all have answered as they should, then for a while longer. Every wait is bounded. */
public final class Probe {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ProbeOrder order;
    private final Diary diary;
    private final Clock clock;
    private final Http http = new Http();

    private Probe(ProbeOrder order, Diary diary, Clock clock) {
        this.order = order;
        this.diary = diary;
        this.clock = clock;
    }

    /**
     * Carries the order in the environment out.
     *
     * @return exit code: 0 only when every URL answered as it should
     */
    public static int run(Map<String, String> env) {
        var redaction = Redaction.of(env);
        var clock = Clock.systemUTC();
        var diary = new Diary(System.err, redaction, clock);
        try {
            var order = Json.MAPPER.readValue(env.getOrDefault(PodEnv.ORDER, ""), ProbeOrder.class);
            var outcome = new Probe(order, diary, clock).outcome();
            diary.say((outcome.succeeded() ? "done: " : outcome.reason() + ": ") + outcome.message());
            new Report(redaction).write(outcome, env);
            return outcome.succeeded() ? 0 : 1;
        } catch (JsonProcessingException e) {
            diary.say("the order cannot be read: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            diary.say("the outcome could not be written: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private Outcome outcome() throws InterruptedException {
        var end = clock.instant().plusSeconds(order.deadlineSeconds());
        for (var check : order.checks()) {
            var trouble = await(check, end);
            if (trouble != null) {
                return Outcome.plain(FailureReason.VerificationFailed, check.url() + ": " + trouble);
            }
        }
        var wrong = soak();
        return wrong == null
                ? Outcome.plain(null, order.checks().size() + " URLs answered as they should")
                : Outcome.plain(FailureReason.VerificationFailed, wrong);
    }

    /** Null once it has answered so many times in a row; else the last trouble before the end. */
    private @Nullable String await(HttpCheck check, Instant end) throws InterruptedException {
        var inARow = 0;
        String last = "it was not asked";
        while (clock.instant().isBefore(end)) {
            var trouble = ask(check);
            inARow = trouble == null ? inARow + 1 : 0;
            last = trouble == null ? inARow + " of " + check.consecutive() + " good answers in a row" : trouble;
            diary.say(check.url() + ": " + last);
            if (inARow >= check.consecutive()) {
                return null;
            }
            Thread.sleep(PAUSE);
        }
        return last;
    }

    private @Nullable String soak() throws InterruptedException {
        var end = clock.instant().plusSeconds(order.soakSeconds());
        String wrong = null;
        while (wrong == null && clock.instant().isBefore(end)) {
            wrong = round();
            Thread.sleep(PAUSE);
        }
        return wrong;
    }

    /** Asks each once; null where all answer as they should. */
    private @Nullable String round() throws InterruptedException {
        for (var check : order.checks()) {
            var trouble = ask(check);
            if (trouble != null) {
                return check.url() + " stopped answering as it should: " + trouble;
            }
        }
        return null;
    }

    private @Nullable String ask(HttpCheck check) throws InterruptedException {
        return http.trouble(check.url(), check.expectStatus(), Durations.parse(check.timeout()));
    }
}
