package io.pgbelay.restore;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.contract.Mark;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.Optional;

/** The plan where the database that comes stands on the server already: made by another request, or put aside by one. */
final class ReadyPlan {
    private final RestoreRequestSeen seen;
    private final RestoreRequest other;
    private final Instant now;

    private ReadyPlan(RestoreRequestSeen seen, RestoreRequest other, Instant now) {
        this.seen = seen;
        this.other = other;
        this.now = now;
    }

    /**
     * The plan.
     *
     * @throws PermanentFailure where the other request has nothing to give
     */
    static RestorePlan of(RestoreRequestSeen seen, Instant now) {
        return of(seen, named(seen), now).resolve();
    }

    private static ReadyPlan of(RestoreRequestSeen seen, RestoreRequest other, Instant now) {
        return new ReadyPlan(seen, other, now);
    }

    /** Fails where the database that was planned with is not kept any more. */
    static void stillThere(RestoreRequestSeen seen, Instant now) {
        if (seen.spec().source().request() != null) {
            of(seen, named(seen), now).ready();
        }
    }

    private static RestoreRequest named(RestoreRequestSeen seen) {
        var named = seen.named();
        if (named == null) {
            throw new PermanentFailure(
                    FailureReason.RequestNotUsable,
                    "There is no RestoreRequest "
                            + requireNonNull(seen.spec().source().request()).name());
        }
        return named;
    }

    private RestorePlan resolve() {
        var ready = ready();
        var theirs = requireNonNull(other.getStatus().plan());
        var target = seen.spec().target().database();
        var words = "database %s (OID %d) as it stands".formatted(ready.database(), ready.oid());
        return new RestorePlan(
                theirs.backup(),
                seen.spec().source().undoRef() == null ? words + "; " + theirs.summary() : words,
                theirs.snapshotTime(),
                null,
                theirs.sizeBytes(),
                theirs.manifest(),
                theirs.manifestSha256(),
                null,
                null,
                null,
                ready,
                theirs.schedule(),
                theirs.server(),
                theirs.server().host() + ":" + theirs.server().port() + "/" + target,
                null,
                Optional.ofNullable(seen.spec().podTemplate()).orElse(theirs.podTemplate()),
                Times.format(now),
                "seconds: nothing is restored",
                null,
                null,
                null,
                null);
    }

    private ReadyDatabase ready() {
        if (other.getStatus() == null || other.getStatus().phase() != Phase.Succeeded) {
            throw unusable("has not succeeded");
        }
        return seen.spec().source().undoRef() == null ? restored() : replaced();
    }

    private ReadyDatabase restored() {
        var status = other.getStatus();
        var kept = status.kept();
        if (other.getSpec().replaces() || status.restored() == null) {
            throw unusable("is not of mode New");
        }
        if (kept != null && (kept.state() != KeptDatabase.State.Kept || over(kept))) {
            throw unusable("made a database whose time is over");
        }
        return new ReadyDatabase(
                status.restored().database(),
                status.restored().oid(),
                Mark.made(other.getMetadata().getUid()),
                null);
    }

    private ReadyDatabase replaced() {
        var kept = other.getStatus().kept();
        var restored = other.getStatus().restored();
        if (!other.getSpec().swaps() || kept == null || restored == null) {
            throw unusable("is not of mode Swap");
        }
        if (!other.getSpec().target().database().equals(seen.spec().target().database())) {
            throw unusable(
                    "replaced another database: " + other.getSpec().target().database());
        }
        if (kept.state() == KeptDatabase.State.TakenBack) {
            throw new PermanentFailure(FailureReason.SupersededBySwap, "An undo took that database back already");
        }
        if (kept.state() != KeptDatabase.State.Kept || over(kept)) {
            throw new PermanentFailure(FailureReason.UndoWindowOver, "It ended at " + kept.until());
        }
        return new ReadyDatabase(kept.database(), kept.oid(), kept.mark(), restored.oid());
    }

    private boolean over(KeptDatabase kept) {
        return !now.isBefore(Instant.parse(kept.until()));
    }

    private PermanentFailure unusable(String why) {
        return new PermanentFailure(
                FailureReason.RequestNotUsable,
                "RestoreRequest " + other.getMetadata().getName() + " " + why);
    }
}
