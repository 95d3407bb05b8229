package io.pgbelay.schedule;

import io.pgbelay.api.Artifact;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.Durations;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.Retention;
import io.pgbelay.retention.Backup;
import io.pgbelay.retention.Rules;
import io.pgbelay.retention.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The good backups of a schedule, as retention sees them: with who claims each of them. */
final class Shelf {
    private final Map<String, BackupRun> runs;
    private final List<RestoreRequest> restores;
    private final Instant now;

    Shelf(BackupScheduleSeen seen, Instant now) {
        var adopts = seen.schedule().getSpec().adopts();
        this.runs = seen.runs().stream()
                .filter(run -> History.status(run).usable())
                .filter(run -> adopts || run.getSpec().imported() == null)
                .collect(Collectors.toMap(run -> run.getMetadata().getName(), Function.identity()));
        this.restores = seen.restores().stream()
                .filter(one -> one.getStatus() == null || !one.getStatus().ended())
                .toList();
        this.now = now;
    }

    /** What the policy says of them. */
    Verdict judge(Retention policy, ZoneId zone) {
        return Rules.judge(
                policy, zone, runs.values().stream().map(this::backup).toList(), now);
    }

    /** The record of a backup. */
    BackupRun run(Backup backup) {
        return Objects.requireNonNull(runs.get(backup.run()));
    }

    /** All of them. */
    List<BackupRun> all() {
        return List.copyOf(runs.values());
    }

    private Backup backup(BackupRun run) {
        var status = run.getStatus();
        var verified = status.verified();
        return new Backup(
                run.getMetadata().getName(),
                Instant.parse(artifact(run).snapshotTime()),
                Instant.parse(Objects.requireNonNull(status.completionTime())),
                verified == null ? null : verified.level(),
                claims(run));
    }

    private List<String> claims(BackupRun run) {
        var claims = new ArrayList<String>();
        if (run.getSpec().hold()) {
            claims.add("held");
        }
        var keepFor = run.getSpec().keepFor();
        if (keepFor != null && end(run, keepFor).isAfter(now)) {
            claims.add("kept for " + keepFor);
        }
        restores.stream()
                .filter(restore -> needs(restore, run))
                .forEach(restore -> claims.add(
                        "needed by RestoreRequest " + restore.getMetadata().getName()));
        return claims;
    }

    /** A restore that has not chosen yet may choose any. */
    private static boolean needs(RestoreRequest restore, BackupRun run) {
        var name = run.getMetadata().getName();
        var plan = restore.getStatus() == null ? null : restore.getStatus().plan();
        if (plan != null) {
            return name.equals(plan.backup());
        }
        var source = restore.getSpec().source();
        var schedule = run.getSpec().scheduleRef();
        return source.runRef() != null
                ? name.equals(source.runRef().name())
                : source.scheduleRef() != null
                        && schedule != null
                        && source.scheduleRef().name().equals(schedule.name());
    }

    private static Instant end(BackupRun run, String keepFor) {
        return Instant.parse(Objects.requireNonNull(run.getStatus().completionTime()))
                .plus(Durations.parse(keepFor));
    }

    static Artifact artifact(BackupRun run) {
        return Objects.requireNonNull(run.getStatus().artifact());
    }
}
