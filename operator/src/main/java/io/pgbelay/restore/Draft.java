package io.pgbelay.restore;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.Comparison;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.Progress;
import io.pgbelay.api.Quiesced;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.Restored;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The next status, told from the one before: each step names only what it changes. */
final class Draft {
    private final RestoreRequestStatus before;
    private @Nullable Phase phase;
    private @Nullable String startTime;
    private @Nullable String completionTime;
    private @Nullable String duration;
    private @Nullable RestorePlan plan;
    private List<Attempt> rehearsals;
    private @Nullable String confirmed;
    private List<Quiesced> quiesced;
    private @Nullable String safetyRun;
    private @Nullable Progress progress;
    private List<Attempt> attempts;
    private @Nullable Restored restored;
    private @Nullable Comparison comparison;
    private @Nullable String undoUntil;
    private @Nullable KeptDatabase kept;

    Draft(RestoreRequestStatus before) {
        this.before = before;
        this.phase = before.phase();
        this.startTime = before.startTime();
        this.completionTime = before.completionTime();
        this.duration = before.duration();
        this.plan = before.plan();
        this.rehearsals = before.rehearsals();
        this.confirmed = before.confirmed();
        this.quiesced = before.quiesced();
        this.safetyRun = before.safetyRun();
        this.progress = before.progress();
        this.attempts = before.attempts();
        this.restored = before.restored();
        this.comparison = before.comparison();
        this.undoUntil = before.undoUntil();
        this.kept = before.kept();
    }

    Draft phase(Phase next) {
        phase = next;
        return this;
    }

    Draft planned(RestorePlan next) {
        plan = next;
        return this;
    }

    Draft rehearsals(List<Attempt> jobs) {
        rehearsals = jobs;
        return this;
    }

    Draft confirmed(String word) {
        confirmed = word;
        return this;
    }

    Draft begun(Instant now) {
        startTime = Objects.requireNonNullElseGet(startTime, () -> Times.format(now));
        return this;
    }

    Draft quiesced(List<Quiesced> workloads) {
        quiesced = workloads;
        return this;
    }

    Draft safetyRun(String name) {
        safetyRun = name;
        return this;
    }

    Draft progress(@Nullable Progress next) {
        progress = next;
        return this;
    }

    Draft attempts(List<Attempt> jobs) {
        attempts = jobs;
        return this;
    }

    Draft ended(Phase end, Instant now) {
        phase = end;
        completionTime = Times.format(now);
        duration = Times.between(startTime, now);
        return this;
    }

    Draft restored(Restored database) {
        restored = database;
        progress = null;
        return this;
    }

    /** What the last attempt found when it compared; nothing new where it came not so far. */
    Draft compared(@Nullable Comparison found) {
        comparison = found == null ? comparison : found;
        return this;
    }

    Draft undoUntil(@Nullable String time) {
        undoUntil = time;
        return this;
    }

    Draft kept(KeptDatabase database) {
        kept = database;
        return this;
    }

    RestoreRequestStatus finish(Conditions conditions, @Nullable Long generation) {
        return new RestoreRequestStatus(
                generation,
                conditions.list(),
                phase,
                startTime,
                completionTime,
                duration,
                plan,
                rehearsals,
                confirmed,
                quiesced,
                safetyRun,
                progress,
                attempts,
                restored,
                comparison,
                undoUntil,
                kept);
    }

    /** The status as it stood, for a pass that changes something else. */
    RestoreRequestStatus unchanged() {
        return before;
    }
}
