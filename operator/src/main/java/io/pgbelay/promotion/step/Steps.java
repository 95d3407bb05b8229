package io.pgbelay.promotion.step;

import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.StepName;
import java.time.Instant;

/** All steps: the one switch that knows them. */
public final class Steps {
    private Steps() {}

    /**
     * Takes a step as far as it goes now.
     *
     * @throws PermanentFailure where it failed
     */
    public static Taken take(StepName name, Facts seen, StatusOf status, Instant now) {
        return switch (name) {
            case Plan -> Plan.take(seen, status, now);
            case Approve -> Approve.take(seen, status, now);
            case Backup -> Backup.take(seen, status, now);
            case Migrate -> Migrate.take(seen, status, now);
            case Restore -> Restore.take(seen, status, now);
            case Deploy -> Deploy.take(seen, status, now);
            case WarmCache -> WarmCache.take(seen, now);
            case Verify -> Verify.take(seen, status, now);
            case Publish -> Publish.take(seen, status, now);
            case Return -> Return.take(seen, status, now);
        };
    }

    /**
     * Looks whether what was approved is what would be done now.
     *
     * @throws PermanentFailure where it is not
     */
    public static void refuseDrift(Facts seen) {
        Plan.refuseDrift(seen);
    }

    /** Where a promotion is while it takes this step. */
    public static Phase phase(StepName name) {
        return switch (name) {
            case Plan -> Phase.Planning;
            case Approve -> Phase.AwaitingApproval;
            case Backup -> Phase.BackingUp;
            case Migrate -> Phase.Migrating;
            case Restore -> Phase.Restoring;
            case Deploy -> Phase.Deploying;
            case WarmCache -> Phase.WarmingUp;
            case Verify -> Phase.Verifying;
            case Publish -> Phase.Publishing;
            case Return -> Phase.RollingBack;
        };
    }
}
