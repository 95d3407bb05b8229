package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PromotionFailure;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.PromotionStep;
import io.pgbelay.api.Release;
import io.pgbelay.api.ReleaseNotes;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The next status while a pass computes it, told from the one before: each step names only what it changes. */
public final class StatusOf {
    private final PromotionStatus before;
    private final Instant now;
    private final List<PromotionStep> steps;
    private @Nullable Phase phase;
    private @Nullable PromotionPlan plan;
    private @Nullable String planDigest;
    private @Nullable String approve;
    private List<String> approvedBy;
    private @Nullable String approvedAt;
    private @Nullable String restorePoint;
    private @Nullable String schemaBefore;
    private @Nullable String schemaAfter;
    private @Nullable String migrationJob;
    private @Nullable String downJob;
    private @Nullable String restoreRequest;
    private @Nullable PromotionFailure failure;
    private List<String> applied;
    private @Nullable Release release;
    private @Nullable ReleaseNotes releaseNotes;

    public StatusOf(PromotionStatus before, Instant now) {
        this.before = before;
        this.now = now;
        this.steps = new ArrayList<>(before.steps());
        this.phase = before.phase();
        this.plan = before.plan();
        this.planDigest = before.planDigest();
        this.approve = before.approve();
        this.approvedBy = before.approvedBy();
        this.approvedAt = before.approvedAt();
        this.restorePoint = before.restorePoint();
        this.schemaBefore = before.schemaBefore();
        this.schemaAfter = before.schemaAfter();
        this.migrationJob = before.migrationJob();
        this.downJob = before.downJob();
        this.restoreRequest = before.restoreRequest();
        this.failure = before.failure();
        this.applied = before.applied();
        this.release = before.release();
        this.releaseNotes = before.releaseNotes();
    }

    public StatusOf phase(Phase next) {
        phase = next;
        return this;
    }

    /** The plan, its digest, and the command by which it is approved. */
    public StatusOf planned(PromotionPlan next, String digest, @Nullable String command) {
        plan = next;
        planDigest = digest;
        approve = command;
        return this;
    }

    /** Who has agreed; {@code enough} from the moment on at which no more is needed. */
    public StatusOf approvedBy(List<String> users, boolean enough) {
        approvedBy = List.copyOf(users);
        approvedAt = enough ? now.toString() : null;
        return this;
    }

    /** Whether no approval is needed any more. */
    public boolean approved() {
        return approvedAt != null;
    }

    public StatusOf restorePoint(String run) {
        restorePoint = run;
        return this;
    }

    public StatusOf schemaBefore(String revision) {
        schemaBefore = revision;
        return this;
    }

    public StatusOf schemaAfter(String revision) {
        schemaAfter = revision;
        return withMigration();
    }

    /** The Job that migrates was made. */
    public StatusOf migrated(String job) {
        migrationJob = job;
        return withMigration();
    }

    private StatusOf withMigration() {
        release = release == null ? null : release.withMigration(schemaAfter);
        return this;
    }

    /** The Job that takes the migration back was made. */
    public StatusOf wentDown(String job) {
        downJob = job;
        return this;
    }

    /** The request that brings data back was confirmed; absent while it was not. */
    public StatusOf restoring(@Nullable String request) {
        restoreRequest = request == null ? restoreRequest : request;
        return this;
    }

    public StatusOf failure(FailureReason reason, String message) {
        failure = new PromotionFailure(reason, message);
        return this;
    }

    /** The image was applied to this workload. */
    public StatusOf applied(String workload) {
        applied =
                Stream.concat(applied.stream(), Stream.of(workload)).distinct().toList();
        return this;
    }

    public StatusOf release(Release next) {
        release = next;
        return this;
    }

    /** The release is in another state since now; nothing where there is none. */
    public StatusOf releaseIn(Release.State state) {
        if (release != null && release.state() != state) {
            release = release.in(state, Times.format(now));
        }
        return this;
    }

    public StatusOf releaseNotes(String configMap) {
        releaseNotes = new ReleaseNotes(configMap);
        return this;
    }

    /** How a step stands: written anew, or over what stood there. */
    public StatusOf step(PromotionStep step) {
        steps.removeIf(one -> one.name() == step.name());
        steps.add(step);
        return this;
    }

    /** The status, as it is to stand. */
    public PromotionStatus finish(Conditions conditions, Long generation) {
        var start = before.startTime() == null && plan != null ? Times.format(now) : before.startTime();
        var over = phase != null && phase.terminal();
        return new PromotionStatus(
                generation,
                conditions.list(),
                phase,
                start,
                over ? before.completionTime() == null ? Times.format(now) : before.completionTime() : null,
                over ? before.duration() == null ? Times.between(start, now) : before.duration() : null,
                plan,
                planDigest,
                approve,
                approvedBy,
                approvedAt,
                steps,
                restorePoint,
                schemaBefore,
                schemaAfter,
                migrationJob,
                downJob,
                restoreRequest,
                applied,
                release,
                failure,
                releaseNotes);
    }
}
