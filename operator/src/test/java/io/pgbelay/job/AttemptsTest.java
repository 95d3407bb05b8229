package io.pgbelay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.FailureReason;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");
    private static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());
    private static final JobOutcome MISSING = new JobOutcome.Missing();

    private final Attempts rule = new Attempts(2, Duration.ofHours(2), CONFIG);

    @Test
    void theFirstAttemptStartsAtOnce() {
        assertThat(rule.judge(List.of(), MISSING, NOW)).isEqualTo(new Verdict.Start(List.of(), 1));
    }

    @Test
    void aRunningMoverIsLookedAtAgainAfterTheProgressInterval() {
        var open = List.of(Attempt.started("j1", NOW.toString()));

        var verdict = rule.judge(open, new JobOutcome.Running(), NOW);

        assertThat(verdict)
                .isEqualTo(new Verdict.Wait(open, NOW.plus(CONFIG.progressInterval()), true, "The mover is at work"));
    }

    @Test
    void aMoverThatEndedWellEndsTheRequest() {
        var outcome = new Outcome(null, "done", List.of(), null, null, null, null, null);

        var verdict = rule.judge(open(), new JobOutcome.Ended(outcome), NOW);

        assertThat(verdict).isInstanceOf(Verdict.Done.class);
        assertThat(verdict.attempts().getLast().end()).isEqualTo("2026-11-20T01:00:00Z");
    }

    @Test
    void aFailureIsFirstWrittenDownAndThenFollowed() {
        var closed = rule.judge(open(), died(FailureReason.WorkerKilled), NOW);

        assertThat(closed).isInstanceOf(Verdict.Closed.class);
        assertThat(closed.attempts().getLast().reason()).isEqualTo(FailureReason.WorkerKilled);
        assertThat(closed.attempts().getLast().logTail()).isEqualTo("last words");
    }

    @Test
    void theLastFailureEndsTheRequestInTheSamePassAndIsToldOnce() {
        var last = new Attempts(0, Duration.ofHours(2), CONFIG).judge(open(), died(FailureReason.WorkerKilled), NOW);

        assertThat(last).isInstanceOf(Verdict.GivenUp.class);
        assertThat(last.attempts().getLast().logTail()).isEqualTo("last words");
        assertThat(rule.judge(open(), died(FailureReason.WrongPassword), NOW)).isInstanceOf(Verdict.GivenUp.class);
    }

    @Test
    void theNextAttemptWaitsForAPauseThatDoubles() {
        var once = failed(FailureReason.ServerLost);
        var twice = failed(FailureReason.ServerLost, FailureReason.ServerLost);

        assertThat(rule.judge(once, MISSING, NOW.plusSeconds(9))).isInstanceOf(Verdict.Wait.class);
        assertThat(rule.judge(once, MISSING, NOW.plusSeconds(10))).isEqualTo(new Verdict.Start(once, 2));
        assertThat(rule.judge(twice, MISSING, NOW.plusSeconds(19))).isInstanceOf(Verdict.Wait.class);
        assertThat(rule.judge(twice, MISSING, NOW.plusSeconds(20))).isEqualTo(new Verdict.Start(twice, 3));
    }

    @Test
    void afterTheLastRetryTheRequestIsGivenUpWithTheLastReason() {
        var thrice = failed(FailureReason.ServerLost, FailureReason.ServerLost, FailureReason.DumpFailed);

        var verdict = rule.judge(thrice, MISSING, NOW);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.GivenUp.class, lost -> {
            assertThat(lost.reason()).isEqualTo(FailureReason.DumpFailed);
            assertThat(lost.message()).contains(FailureReason.DumpFailed.advice());
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotPassByItselfIsNotTriedAgain(FailureReason reason) {
        var verdict = rule.judge(failed(reason), MISSING, NOW.plusSeconds(3600));

        assertThat(verdict).isInstanceOf(reason.retryable() ? Verdict.Start.class : Verdict.GivenUp.class);
    }

    @Test
    void disruptionsDoNotCount() {
        var drained = failed(
                FailureReason.Disrupted, FailureReason.Disrupted, FailureReason.Disrupted, FailureReason.Disrupted);

        assertThat(rule.judge(drained, MISSING, NOW.plusSeconds(3600))).isEqualTo(new Verdict.Start(drained, 5));
    }

    @Test
    void aJobThatIsGoneIsAnAttemptThatFailed() {
        var verdict = rule.judge(open(), MISSING, NOW);

        assertThat(verdict.attempts().getLast().reason()).isEqualTo(FailureReason.JobDeleted);
    }

    @Test
    void aPodThatCannotStartIsGivenItsGrace() {
        var missing = new JobOutcome.Starting(FailureReason.SecretMissing, "secret \"x\" not found", NOW);

        assertThat(rule.judge(open(), missing, NOW.plusSeconds(59))).isInstanceOf(Verdict.Wait.class);
        assertThat(rule.judge(open(), missing, NOW.plusSeconds(60))
                        .attempts()
                        .getLast()
                        .reason())
                .isEqualTo(FailureReason.SecretMissing);
    }

    @Test
    void aPodWithoutANodeWaitsLongerThanOneWithoutASecret() {
        var crowded = new JobOutcome.Starting(FailureReason.PodNotScheduled, "0/3 nodes", NOW);

        assertThat(rule.judge(open(), crowded, NOW.plusSeconds(599))).isInstanceOf(Verdict.Wait.class);
        assertThat(rule.judge(open(), crowded, NOW.plusSeconds(600))).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void aPodThatStaysSilentAfterItsDeadlineIsGivenUp() {
        var end = NOW.plus(Duration.ofHours(2)).plusSeconds(60).plusSeconds(300);

        assertThat(rule.judge(open(), new JobOutcome.Running(), end.minusSeconds(1)))
                .isInstanceOf(Verdict.Wait.class);
        assertThat(rule.judge(open(), new JobOutcome.Running(), end)
                        .attempts()
                        .getLast()
                        .reason())
                .isEqualTo(FailureReason.DeadlineExceeded);
    }

    private static List<Attempt> open() {
        return List.of(Attempt.started("j1", NOW.toString()));
    }

    private static JobOutcome died(FailureReason reason) {
        return new JobOutcome.Died(reason, "it died", "last words");
    }

    private static List<Attempt> failed(FailureReason... reasons) {
        var attempts = new ArrayList<Attempt>();
        for (var reason : reasons) {
            var job = "j" + (attempts.size() + 1);
            attempts.add(new Attempt(job, NOW.toString(), NOW.toString(), List.of(), reason, "it failed", null));
        }
        return attempts;
    }
}
