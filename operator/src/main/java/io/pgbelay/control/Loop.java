package io.pgbelay.control;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.pgbelay.news.News;
import java.time.Clock;
import java.time.Duration;

/** The second half of every pass: what was decided is done, written, told, and followed. */
public final class Loop {
    /** A long sleep is cut, so that a clock that was set is noticed. */
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(50);

    private final ActionExecutor executor;
    private final News news;
    private final Clock clock;

    public Loop(ActionExecutor executor, News news, Clock clock) {
        this.executor = executor;
        this.news = news;
        this.clock = clock;
    }

    /** The clock by which all passes decide. */
    public Clock clock() {
        return clock;
    }

    /** Carries a decision out. The order is law: act, write, tell. */
    public <S, R extends CustomResource<?, S>> UpdateControl<R> carryOut(
            R resource, Decision<S> decision, Context<R> context) {
        executor.execute(decision.actions());
        var written = StatusPatch.write(resource, decision.status(), context);
        news.tell(written, decision.news());
        return follow(decision.next());
    }

    private <R extends CustomResource<?, ?>> UpdateControl<R> follow(Next next) {
        return switch (next) {
            case Next.Now ignored -> UpdateControl.<R>noUpdate().rescheduleAfter(SHORTEST_SLEEP);
            case Next.At at -> UpdateControl.<R>noUpdate().rescheduleAfter(until(at));
            case Next.OnEvent ignored -> UpdateControl.noUpdate();
        };
    }

    private Duration until(Next.At at) {
        var sleep = Duration.between(clock.instant(), at.time());
        if (sleep.compareTo(LONGEST_SLEEP) > 0) {
            return LONGEST_SLEEP;
        }
        return sleep.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : sleep;
    }
}
