package io.pgbelay.backup;

import io.pgbelay.api.BackupPlan;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Storage;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.kube.Names;
import java.time.Instant;

/** Whether a run may begin, with which template, and what a dry run says. */
final class Start {
    private Start() {}

    /**
     * The template that the run follows.
     *
     * @throws PermanentFailure where it may not begin
     */
    static BackupTemplate template(BackupRunSeen seen, Instant now) {
        refuseExpired(seen, now);
        var template = seen.template();
        if (template == null) {
            var schedule = seen.spec().scheduleRef();
            throw schedule == null
                    ? new PermanentFailure(FailureReason.SpecNotUnderstood, "Neither scheduleRef nor template is known")
                    : new PermanentFailure(
                            FailureReason.ScheduleNotFound, "There is no BackupSchedule " + schedule.name());
        }
        template.storage().place();
        if (template.encryption() != null && template.encryption().method() == null) {
            throw new PermanentFailure(FailureReason.SpecNotUnderstood, "The encryption is of no kind known here");
        }
        return template;
    }

    /** A request that waited for too long, for its creation or for its turn, is not started any more. */
    static void refuseExpired(BackupRunSeen seen, Instant now) {
        var expiry = seen.spec().expiresAt();
        if (expiry != null && now.isAfter(Instant.parse(expiry))) {
            throw new PermanentFailure(FailureReason.Expired, "expiresAt was " + expiry);
        }
    }

    static BackupPlan plan(BackupRunSeen seen, BackupTemplate template, OperatorConfig config) {
        var database = template.database();
        return new BackupPlan(
                database.host() + ":" + database.port() + "/" + database.name(),
                BackupJob.image(template, config),
                location(seen, template, template.storage()),
                Names.backupJob(seen.name(), 1));
    }

    private static String location(BackupRunSeen seen, BackupTemplate template, Storage storage) {
        var place = storage.place();
        var metadata = seen.run().getMetadata();
        var layout = BucketLayout.of(template, metadata.getNamespace());
        return place.address(layout.family() + "<time>_" + metadata.getUid().substring(0, 8) + "-1");
    }
}
