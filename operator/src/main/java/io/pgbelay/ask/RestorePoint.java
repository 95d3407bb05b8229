package io.pgbelay.ask;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.RestorePointPolicy;
import io.pgbelay.api.Verified;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Promotion asks for a backup before it changes anything.
 *
 * <p>The run belongs to nobody: deleting the Promotion must not delete what could undo it.
 */
public final class RestorePoint {
    private RestorePoint() {}

    /** What is asked for. */
    public static BackupRun of(Promotion promotion, RestorePointPolicy policy, String note) {
        var metadata = promotion.getMetadata();
        var labels = Labels.of(Labels.PROMOTION, metadata.getName());
        labels.put(Labels.PROMOTION_UID, metadata.getUid());
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(Names.restorePoint(metadata.getName()))
                .withLabels(labels)
                .build());
        run.setSpec(BackupRunSpec.asked(policy.scheduleRef().name(), note, policy.keepFor()));
        return run;
    }

    /** How it stands with the run of that name. */
    public static Answer read(@Nullable BackupRun run, Promotion promotion, RestorePointPolicy policy) {
        if (run == null) {
            return new Answer.Unasked();
        }
        var name = run.getMetadata().getName();
        var uid = promotion.getMetadata().getUid();
        if (!uid.equals(run.getMetadata().getLabels().get(Labels.PROMOTION_UID))) {
            return new Answer.Bad(FailureReason.NameTaken, "BackupRun " + name + " was made for something else");
        }
        var status = Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
        if (!status.ended()) {
            return new Answer.Waiting("BackupRun " + name + " is " + Objects.requireNonNullElse(status.phase(), "new"));
        }
        return status.usable() ? proven(run, status, policy) : failed(name, status);
    }

    private static Answer proven(BackupRun run, BackupRunStatus status, RestorePointPolicy policy) {
        var level = status.verified() == null ? null : status.verified().level();
        return reaches(level, policy.verified())
                ? new Answer.Good(run)
                : new Answer.Bad(
                        FailureReason.RestorePointNotProven,
                        "BackupRun " + run.getMetadata().getName() + " is proven as "
                                + (level == null ? "nothing" : level) + ", not as " + policy.verified());
    }

    private static boolean reaches(Verified.@Nullable Level level, Verified.Level wanted) {
        return level != null && level.compareTo(wanted) >= 0;
    }

    private static Answer failed(String name, BackupRunStatus status) {
        var why = status.conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(Condition::getMessage)
                .findFirst()
                .orElse("");
        return new Answer.Bad(FailureReason.RestorePointFailed, "BackupRun " + name + " failed. " + why);
    }
}
