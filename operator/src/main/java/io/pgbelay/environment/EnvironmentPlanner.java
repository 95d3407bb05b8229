package io.pgbelay.environment;

import io.pgbelay.api.Durations;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Workload;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.cron.Window;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.workload.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what an Environment says of itself. Pure; it never acts. */
final class EnvironmentPlanner {
    /** Deployments are not watched: they are looked at again after this time, sooner where one is missed. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private static final Duration LOOK_SOON = Duration.ofSeconds(15);

    private final EnvironmentSeen seen;
    private final Instant now;

    private EnvironmentPlanner(EnvironmentSeen seen, Instant now) {
        this.seen = seen;
        this.now = now;
    }

    static Decision<EnvironmentStatus> decide(EnvironmentSeen seen, Instant now) {
        return new EnvironmentPlanner(seen, now).decide();
    }

    private Decision<EnvironmentStatus> decide() {
        var before = seen.status();
        var known = Releases.fold(before, seen.promotions(), now);
        var ready = ready();
        var generation = seen.environment().getMetadata().getGeneration();
        var conditions = identity(ready.write(Conditions.from(before.conditions(), generation, now)));
        var status = new EnvironmentStatus(
                generation,
                conditions.list(),
                Turns.give(before.active(), seen.promotions(), now),
                known.current(),
                known.previous(),
                known.held(),
                known.history());
        return Decision.of(status, new Next.At(now.plus(ready.fine() ? LOOK_AGAIN : LOOK_SOON)));
    }

    private Ready ready() {
        var missing = seen.environment().getSpec().workloads().stream()
                .filter(workload -> !there(workload))
                .map(workload -> workload.name() + "/" + workload.container())
                .toList();
        if (!missing.isEmpty()) {
            return Ready.not(
                    FailureReason.WorkloadMissing, "No Deployment/container is called " + String.join(", ", missing));
        }
        var unreadable = unreadable();
        if (unreadable.isPresent()) {
            return Ready.not(FailureReason.InvalidSchedule, unreadable.get());
        }
        return seen.scheduleThere()
                ? Ready.FINE
                : Ready.not(FailureReason.ScheduleNotFound, "The restore point's BackupSchedule is not there");
    }

    /** A schema cannot know each zone, nor all that is no schedule. */
    private Optional<String> unreadable() {
        for (var window : seen.environment().getSpec().freezeWindows()) {
            try {
                Window.parse(window.schedule(), Durations.parse(window.duration()), window.timeZone(), "");
            } catch (IllegalArgumentException e) {
                return Optional.of("A freeze window cannot be read: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private boolean there(Workload workload) {
        return seen.deployments().stream()
                .filter(one -> one.getMetadata().getName().equals(workload.name()))
                .anyMatch(one -> Containers.find(one, workload.container()).isPresent());
    }

    private Conditions identity(Conditions conditions) {
        var trouble = seen.identity().trouble();
        return trouble == null
                ? conditions.yes("IdentityEnforced", "PolicyStands", "The API server holds who asks and who approves")
                : conditions.no(
                        "IdentityEnforced",
                        FailureReason.IdentityNotEnforced.name(),
                        Lifecycle.sentence(FailureReason.IdentityNotEnforced, trouble));
    }

    /** Whether a promotion could begin, and the words for it. */
    private record Ready(boolean fine, String reason, String message) {
        static final Ready FINE = new Ready(true, "Ready", "All that the spec names is there");

        static Ready not(FailureReason why, String message) {
            return new Ready(false, why.name(), Lifecycle.sentence(why, message));
        }

        Conditions write(Conditions conditions) {
            return fine ? conditions.yes("Ready", reason, message) : conditions.no("Ready", reason, message);
        }
    }
}
