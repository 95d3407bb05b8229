package io.pgbelay.restore;

import io.pgbelay.api.Artifact;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Decryption;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.RestoreAccess;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.Server;
import io.pgbelay.api.Storage;
import io.pgbelay.kube.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves a request once: which backup, from where, into which server. */
final class Plan {
    private final RestoreRequestSeen seen;
    private final Instant now;

    private Plan(RestoreRequestSeen seen, Instant now) {
        this.seen = seen;
        this.now = now;
    }

    /**
     * The plan.
     *
     * @throws PermanentFailure where the request cannot be met
     */
    static RestorePlan of(RestoreRequestSeen seen, Instant now) {
        return new Plan(seen, now).resolve();
    }

    private RestorePlan resolve() {
        var expiry = seen.spec().expiresAt();
        if (expiry != null && now.isAfter(Instant.parse(expiry))) {
            throw new PermanentFailure(FailureReason.Expired, "expiresAt was " + expiry);
        }
        Quiescing.check(seen);
        var file = seen.spec().source().storage();
        if (file != null) {
            return FilePlan.of(seen.spec(), file, now);
        }
        return seen.spec().source().request() == null ? ofBackup(chosen()) : ReadyPlan.of(seen, now);
    }

    private RestorePlan ofBackup(BackupRun run) {
        var artifact = Objects.requireNonNull(run.getStatus().artifact());
        var template = template(run);
        var server = server(template);
        safe(server);
        return new RestorePlan(
                name(run),
                summary(run, artifact),
                artifact.snapshotTime(),
                age(snapshot(run)),
                artifact.sizeBytes(),
                artifact.manifest(),
                artifact.manifestSha256(),
                null,
                readable(template.storage()),
                decryption(artifact),
                null,
                schedule(run),
                server,
                server.host() + ":" + server.port() + "/" + seen.spec().target().database(),
                artifact.databaseBytes(),
                Optional.ofNullable(seen.spec().podTemplate()).orElse(template.podTemplate()),
                Times.format(now),
                estimate(run),
                null,
                null,
                null,
                null);
    }

    private static @Nullable String schedule(BackupRun run) {
        return Optional.ofNullable(run.getSpec().scheduleRef())
                .map(ObjectRef::name)
                .orElse(null);
    }

    private static BackupTemplate template(BackupRun run) {
        var template = run.getStatus().template();
        if (template == null) {
            throw new PermanentFailure(FailureReason.BackupNotUsable, name(run) + " does not say how it was made");
        }
        return template;
    }

    /** What would end a swap badly and can be known without asking the server. */
    private void safe(Server server) {
        if (!seen.spec().replaces()) {
            return;
        }
        if (server.freeBytes() == null && !seen.spec().target().acceptDiskUse()) {
            throw new PermanentFailure(
                    FailureReason.DiskNotAccounted, "Nobody says whether a second copy fits beside the live database");
        }
        var safety = seen.spec().safetyBackup();
        if (seen.safetyTemplate() == null && (safety == null || safety.none() == null)) {
            throw new PermanentFailure(
                    FailureReason.SafetyBackupUnknown, "Nobody says how what is there is backed up before it goes");
        }
    }

    /** A restore takes about three times as long as the backup: indexes and constraints are built anew. */
    private static @Nullable String estimate(BackupRun run) {
        var status = run.getStatus();
        if (status.startTime() == null || status.completionTime() == null) {
            return null;
        }
        var took = Duration.between(Instant.parse(status.startTime()), Instant.parse(status.completionTime()));
        return "about " + Durations.format(took.multipliedBy(3).plusSeconds(1)) + ", three times what the backup took";
    }

    private BackupRun chosen() {
        var source = seen.spec().source();
        if (source.runRef() != null) {
            return named(source.runRef().name());
        }
        var schedule = source.scheduleRef();
        if (schedule == null) {
            throw new PermanentFailure(FailureReason.SpecNotUnderstood, "The source is of no kind known here");
        }
        var at = schedule.at();
        return good().filter(run -> at == null || !snapshot(run).isAfter(Instant.parse(at)))
                .max(Comparator.comparing(Plan::snapshot))
                .orElseThrow(() -> nothing(schedule.name(), at));
    }

    private BackupRun named(String name) {
        var run = seen.candidates().stream()
                .findFirst()
                .orElseThrow(() -> new PermanentFailure(FailureReason.BackupNotFound, "There is no BackupRun " + name));
        if (run.getStatus() == null || !run.getStatus().usable()) {
            throw new PermanentFailure(FailureReason.BackupNotUsable, "BackupRun " + name + " holds no good backup");
        }
        return run;
    }

    private static PermanentFailure nothing(String schedule, @Nullable String at) {
        return at == null
                ? new PermanentFailure(FailureReason.BackupNotFound, "Schedule " + schedule + " has no good backup")
                : new PermanentFailure(
                        FailureReason.NothingOldEnough,
                        "Schedule " + schedule + " has no good backup with a snapshot at or before " + at);
    }

    private Stream<BackupRun> good() {
        return seen.candidates().stream()
                .filter(run -> run.getStatus() != null && run.getStatus().usable());
    }

    private Server server(BackupTemplate template) {
        if (seen.spec().target().server() != null) {
            return seen.spec().target().server();
        }
        return access().map(access -> template.database().server(access))
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.TargetUnknown, "Nobody says which server and role the database is made with"));
    }

    private Storage readable(Storage storage) {
        return storage.withCredentials(
                access().map(RestoreAccess::readCredentials).orElse(null));
    }

    /** Named only where it is needed: a Pod sees no key that opens nothing there. */
    private @Nullable Decryption decryption(Artifact artifact) {
        var method = artifact.encryption();
        if (method == null) {
            return null;
        }
        return Optional.ofNullable(seen.spec().decryption())
                .or(() -> access().map(RestoreAccess::decryption))
                .filter(one -> one.opens(method))
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.DecryptionKeyMissing, "The backup is encrypted (" + method + ")"));
    }

    private Optional<RestoreAccess> access() {
        return Optional.ofNullable(seen.schedule()).map(BackupSchedule::getSpec).map(spec -> spec.restore());
    }

    /** The first thing a person must see: how old this is, and what else there would be. */
    private String summary(BackupRun run, Artifact artifact) {
        var snapshot = snapshot(run);
        var others = good().map(Plan::snapshot).sorted().toList();
        var earlier = others.stream().filter(one -> one.isBefore(snapshot)).reduce((first, last) -> last);
        var later = others.stream().filter(one -> one.isAfter(snapshot)).findFirst();
        return "snapshot of " + artifact.snapshotTime() + " (" + age(snapshot) + " old); earlier: " + word(earlier)
                + "; later: " + word(later);
    }

    private String age(Instant snapshot) {
        var age = Duration.between(snapshot, now);
        return Durations.format(age.isNegative() ? Duration.ZERO : age);
    }

    private static String word(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("none");
    }

    private static Instant snapshot(BackupRun run) {
        return Instant.parse(Objects.requireNonNull(run.getStatus().artifact()).snapshotTime());
    }

    private static String name(BackupRun run) {
        return run.getMetadata().getName();
    }
}
