package io.pgbelay.metrics;

import io.pgbelay.api.BackupSchedule;
import java.util.List;
import java.util.stream.Stream;

/** Which schedules have broken their promise: what {@code /healthz/backups} says. */
public final class Freshness {
    private Freshness() {}

    /** One line for each that is overdue: environment, namespace/name, and since when. */
    public static List<String> overdue(Stream<BackupSchedule> schedules) {
        return schedules
                .filter(one -> one.getStatus() != null)
                .flatMap(one -> one.getStatus().conditions().stream()
                        .filter(condition -> condition.getType().equals("RPOMet")
                                && condition.getStatus().equals("False"))
                        .map(condition -> line(one, condition.getMessage())))
                .sorted()
                .toList();
    }

    private static String line(BackupSchedule schedule, String message) {
        var metadata = schedule.getMetadata();
        return schedule.getSpec().template().stageOr(metadata.getNamespace()) + " " + metadata.getNamespace() + "/"
                + metadata.getName() + ": " + message;
    }
}
