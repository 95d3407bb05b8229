package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Imported;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The BackupRun that a tick or a trigger becomes. It carries its schedule as a label and a field, and no owner: it
 * stays when the schedule goes.
 */
final class ScheduledRun {
    private ScheduledRun() {}

    static BackupRun ofSlot(BackupSchedule schedule, Instant slot) {
        var name = Names.scheduledRun(schedule.getMetadata().getName(), slot);
        return run(schedule, name, Map.of(BackupRun.SLOT_ANNOTATION, Times.format(slot)));
    }

    static BackupRun ofTrigger(BackupSchedule schedule, String token) {
        return run(schedule, triggeredName(schedule, token), Map.of(BackupRun.TRIGGER_ANNOTATION, token));
    }

    /** The record of a backup that was found in the storage. */
    static BackupRun ofFound(BackupSchedule schedule, String name, String note, Imported imported) {
        var run = run(schedule, name, Map.of());
        run.setSpec(BackupRunSpec.imported(schedule.getMetadata().getName(), note, imported));
        return run;
    }

    /** Whether a schedule made this record, and neither a person nor a promotion. */
    static boolean ours(BackupRun run) {
        var labels = run.getMetadata().getLabels();
        var annotations = Objects.requireNonNullElse(run.getMetadata().getAnnotations(), Map.<String, String>of());
        return labels != null
                && "pgbelay".equals(labels.get(Labels.MANAGED_BY))
                && (run.getSpec().imported() != null
                        || annotations.containsKey(BackupRun.SLOT_ANNOTATION)
                        || annotations.containsKey(BackupRun.TRIGGER_ANNOTATION));
    }

    /** The time for which a schedule made this run; empty where a person or a trigger started it. */
    static Optional<Instant> slot(BackupRun run) {
        return Optional.ofNullable(run.getMetadata().getAnnotations())
                .filter(ignored -> ours(run))
                .map(annotations -> Times.parse(annotations.get(BackupRun.SLOT_ANNOTATION)));
    }

    static String triggeredName(BackupSchedule schedule, String token) {
        var metadata = schedule.getMetadata();
        return Names.triggeredRun(metadata.getName(), metadata.getUid(), token);
    }

    private static BackupRun run(BackupSchedule schedule, String name, Map<String, String> annotations) {
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(schedule.getMetadata().getNamespace())
                .addToLabels(BackupRun.SCHEDULE_LABEL, schedule.getMetadata().getName())
                .addToLabels(Labels.MANAGED_BY, "pgbelay")
                .withAnnotations(annotations)
                .build());
        run.setSpec(BackupRunSpec.ofSchedule(schedule.getMetadata().getName()));
        return run;
    }
}
