package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.StepName;
import io.pgbelay.contract.Canonical;
import java.time.Instant;

/** Resolves everything once: which image, instead of which, with whose consent. */
final class Plan {
    private Plan() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var plan = resolve(seen);
        if (asksForTheRevision(seen, plan)) {
            return revision(seen, status, now);
        }
        var digest = Canonical.digest(plan);
        status.planned(plan, digest, plan.approvals() == 0 ? null : command(seen, digest));
        if (seen.spec().dryRun()) {
            return new Taken.Enough("DryRun", "Nothing was done: see status.plan. " + plan.summary());
        }
        if (seen.spec().type() == PromotionSpec.Type.Promote && plan.images().equals(plan.before())) {
            return new Taken.Enough("AlreadyThere", "Nothing to do: " + plan.image() + " runs already");
        }
        return new Taken.Done(plan.summary());
    }

    private static boolean asksForTheRevision(Facts seen, PromotionPlan plan) {
        var migration = seen.place().getSpec().migration();
        return migration != null
                && plan.steps().contains(StepName.Migrate)
                && !migration.current().isEmpty()
                && seen.status().schemaBefore() == null;
    }

    /** Nothing but the image that runs now is started before the approval. */
    private static Taken revision(Facts seen, StatusOf status, Instant now) {
        var image = Now.images(seen).getFirst().image();
        return switch (Revision.ask(seen, "current", image, now)) {
            case Revision.Answer.NotYet notYet -> notYet.taken();
            case Revision.Answer.Told told -> {
                status.schemaBefore(told.revision());
                yield Taken.waiting("The schema is at " + told.revision(), now);
            }
        };
    }

    /**
     * The plan, as it would be made now.
     *
     * @throws PermanentFailure where the request cannot be met
     */
    static PromotionPlan resolve(Facts seen) {
        return switch (seen.spec().type()) {
            case Promote -> Forward.plan(seen);
            case Rollback -> Backward.plan(seen);
        };
    }

    /**
     * Looks whether what was approved is what would be done now.
     *
     * @throws PermanentFailure where it is not
     */
    static void refuseDrift(Facts seen) {
        var now = resolvable(seen);
        if (!Canonical.digest(now).equals(seen.status().planDigest())) {
            throw new PermanentFailure(FailureReason.PlanChanged, "It would be now: " + now.summary());
        }
    }

    private static PromotionPlan resolvable(Facts seen) {
        try {
            return resolve(seen);
        } catch (PermanentFailure e) {
            throw new PermanentFailure(FailureReason.PlanChanged, e.reason() + ": " + e.getMessage());
        }
    }

    private static String command(Facts seen, String digest) {
        var metadata = seen.promotion().getMetadata();
        return "kubectl patch pgpromo " + metadata.getName() + " -n " + metadata.getNamespace()
                + " --type=json -p '[{\"op\":\"add\",\"path\":\"/spec/approvals/-\",\"value\":{\"user\":\"'\"$(kubectl auth"
                + " whoami -o jsonpath={.status.userInfo.username})\"'\",\"planDigest\":\"" + digest
                + "\",\"decision\":\"Approve\"}}]'";
    }
}
