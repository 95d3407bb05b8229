package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Retention;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Names;
import io.pgbelay.news.Deed;
import io.pgbelay.retention.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the newest good backup is like those before it. Where it is not, nothing is deleted until a person has looked: the
 * backups that a policy is about to take away may be the last ones with all the data.
 *
 * @param token what acknowledges it; absent where nothing is suspicious, or where nothing would be deleted
 * @param conditions with HistoryNormal
 * @param news told once
 */
record Suspicion(@Nullable String token, Conditions conditions, List<Deed> news) {
    private static final String TYPE = "HistoryNormal";
    private static final int TOKEN_DIGITS = 10;

    Suspicion {
        news = List.copyOf(news);
    }

    /** Writes down what has to be acknowledged: it has to outlive this pass. */
    @Nullable
    RetentionStatus onto(@Nullable RetentionStatus retention) {
        return retention == null ? null : retention.suspecting(token);
    }

    static Suspicion of(BackupScheduleSeen seen, History history, Conditions conditions) {
        var policy = seen.schedule().getSpec().retention();
        var pending = policy == null ? null : pending(seen, policy);
        if (pending != null) {
            return new Suspicion(pending, conditions, List.of());
        }
        var good = history.goodNewestFirst();
        if (good.isEmpty()) {
            return new Suspicion(null, conditions.without(TYPE), List.of());
        }
        return of(seen, good, policy, conditions);
    }

    /** Once raised it stands, whatever comes after, until a person says that he has looked. */
    private static @Nullable String pending(BackupScheduleSeen seen, Retention policy) {
        var raised = seen.retention().suspicious();
        return raised == null || raised.equals(policy.acknowledge()) ? null : raised;
    }

    private static Suspicion of(
            BackupScheduleSeen seen, List<BackupRun> good, @Nullable Retention policy, Conditions conditions) {
        var newest = good.getFirst();
        var acknowledged = policy == null ? null : policy.acknowledge();
        var words = token(newest).equals(acknowledged)
                ? Optional.<String>empty()
                : figures(newest)
                        .surprise(good.stream().skip(1).map(Suspicion::figures).toList(), accepted(good, acknowledged));
        return words.map(what -> raised(seen, newest, policy, what, conditions))
                .orElseGet(() -> new Suspicion(
                        null, conditions.yes(TYPE, "AsUsual", "The newest backup is like those before it"), List.of()));
    }

    private static @Nullable Figures accepted(List<BackupRun> good, @Nullable String acknowledged) {
        return good.stream()
                .filter(run -> token(run).equals(acknowledged))
                .map(Suspicion::figures)
                .findFirst()
                .orElse(null);
    }

    private static Suspicion raised(
            BackupScheduleSeen seen, BackupRun newest, @Nullable Retention policy, String what, Conditions conditions) {
        var token = policy == null ? null : token(newest);
        var words = newest.getMetadata().getName() + " has " + what
                + (token == null ? "" : ". Nothing is deleted until retention.acknowledge is '" + token + "'");
        var reason = FailureReason.HistoryAbnormal;
        var no = conditions.no(TYPE, reason.name(), Lifecycle.sentence(reason, words));
        var told = token == null && Conditions.holds(seen.status().conditions(), TYPE, "False");
        var news = told ? List.<Deed>of() : List.of(Deed.bad(reason.name(), words, "db_backup_suspicious"));
        return new Suspicion(token, no, news);
    }

    private static String token(BackupRun run) {
        return Names.hash(run.getMetadata().getUid(), TOKEN_DIGITS);
    }

    private static Figures figures(BackupRun run) {
        var artifact = Shelf.artifact(run);
        var start = Objects.requireNonNullElse(run.getStatus().startTime(), History.end(run));
        return new Figures(
                artifact.dumpBytes(),
                artifact.rows(),
                artifact.tables(),
                Duration.between(Instant.parse(start), Instant.parse(History.end(run))));
    }
}
