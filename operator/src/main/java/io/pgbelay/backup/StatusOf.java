package io.pgbelay.backup;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupPlan;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.Imported;
import io.pgbelay.api.Progress;
import io.pgbelay.api.Verification;
import io.pgbelay.contract.Outcome;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The next status, told from the one before: each step names only what it changes. */
record StatusOf(BackupRunStatus status) {
    static StatusOf begun(
            BackupRunStatus before,
            BackupTemplate template,
            Verification verification,
            BackupRunStatus.Trigger trigger) {
        return new StatusOf(new BackupRunStatus(
                before.observedGeneration(),
                before.conditions(),
                Phase.Pending,
                trigger,
                null,
                null,
                null,
                template,
                verification,
                null,
                null,
                List.of(),
                null,
                null,
                before.replacedBy(),
                before.keptAs(),
                before.expired(),
                before.copies()));
    }

    static StatusOf found(BackupRunStatus before, BackupTemplate template, Imported imported) {
        return new StatusOf(new BackupRunStatus(
                before.observedGeneration(),
                before.conditions(),
                Phase.Succeeded,
                BackupRunStatus.Trigger.Catalog,
                null,
                imported.completionTime(),
                null,
                template,
                null,
                null,
                null,
                List.of(),
                imported.artifact(),
                imported.verified(),
                before.replacedBy(),
                before.keptAs(),
                before.expired(),
                before.copies()));
    }

    static StatusOf planned(BackupRunStatus before, BackupTemplate template, BackupPlan plan, Instant now) {
        return new StatusOf(new BackupRunStatus(
                before.observedGeneration(),
                before.conditions(),
                Phase.Planned,
                BackupRunStatus.Trigger.Manual,
                null,
                Times.format(now),
                null,
                template,
                null,
                plan,
                null,
                List.of(),
                null,
                null,
                before.replacedBy(),
                before.keptAs(),
                before.expired(),
                before.copies()));
    }

    static StatusOf attempting(BackupRunStatus before, List<Attempt> attempts, Phase phase, Instant now) {
        var start = Objects.requireNonNullElseGet(before.startTime(), () -> Times.format(now));
        return new StatusOf(before).with(phase, start, null, null, before.progress(), attempts, null);
    }

    static StatusOf queued(BackupRunStatus before) {
        return new StatusOf(before).with(Phase.Queued, null, null, null, null, List.of(), null);
    }

    static StatusOf succeeded(BackupRunStatus before, List<Attempt> attempts, Outcome outcome, Instant now) {
        var took = Times.between(before.startTime(), now);
        return new StatusOf(before)
                .with(Phase.Succeeded, before.startTime(), Times.format(now), took, null, attempts, outcome);
    }

    static StatusOf failed(BackupRunStatus before, List<Attempt> attempts, Instant now) {
        var took = Times.between(before.startTime(), now);
        return new StatusOf(before)
                .with(Phase.Failed, before.startTime(), Times.format(now), took, before.progress(), attempts, null);
    }

    StatusOf withProgress(@Nullable Progress progress) {
        return with(
                status.phase(),
                status.startTime(),
                status.completionTime(),
                status.duration(),
                progress,
                status.attempts(),
                null);
    }

    StatusOf withCopies(List<CopyStatus> copies) {
        return new StatusOf(new BackupRunStatus(
                status.observedGeneration(),
                status.conditions(),
                status.phase(),
                status.trigger(),
                status.startTime(),
                status.completionTime(),
                status.duration(),
                status.template(),
                status.verification(),
                status.plan(),
                status.progress(),
                status.attempts(),
                status.artifact(),
                status.verified(),
                status.replacedBy(),
                status.keptAs(),
                status.expired(),
                copies));
    }

    BackupRunStatus finish(Conditions conditions, Long generation) {
        return new BackupRunStatus(
                generation,
                conditions.list(),
                status.phase(),
                status.trigger(),
                status.startTime(),
                status.completionTime(),
                status.duration(),
                status.template(),
                status.verification(),
                status.plan(),
                status.progress(),
                status.attempts(),
                status.artifact(),
                status.verified(),
                status.replacedBy(),
                status.keptAs(),
                status.expired(),
                status.copies());
    }

    private StatusOf with(
            @Nullable Phase phase,
            @Nullable String start,
            @Nullable String end,
            @Nullable String took,
            @Nullable Progress progress,
            List<Attempt> attempts,
            @Nullable Outcome outcome) {
        return new StatusOf(new BackupRunStatus(
                status.observedGeneration(),
                status.conditions(),
                phase,
                status.trigger(),
                start,
                end,
                took,
                status.template(),
                status.verification(),
                status.plan(),
                progress,
                attempts,
                outcome == null ? status.artifact() : outcome.artifact(),
                outcome == null ? status.verified() : outcome.verified(),
                status.replacedBy(),
                status.keptAs(),
                status.expired(),
                status.copies()));
    }
}
