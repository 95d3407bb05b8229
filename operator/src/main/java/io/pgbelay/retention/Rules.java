package io.pgbelay.retention;

import io.pgbelay.api.Durations;
import io.pgbelay.api.Retention;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a policy: one line each. A backup stays while any of them keeps it, or while it belongs to the
 * {@link Floor}.
 *
 * <p>Age is counted from the newest backup, not from now: time alone never takes a backup away, only a newer one does.
 */
public final class Rules {
    private final ZoneId zone;
    private final List<Backup> newestFirst;
    private final Map<Backup, List<String>> reasons = new HashMap<>();

    private Rules(ZoneId zone, List<Backup> newestFirst) {
        this.zone = zone;
        this.newestFirst = newestFirst;
    }

    /**
     * Judges all good backups of a schedule; their order does not matter.
     *
     * @param zone in which days, weeks, months and years begin
     */
    public static Verdict judge(Retention policy, ZoneId zone, Collection<Backup> backups, Instant now) {
        var newestFirst = backups.stream().sorted(Backup.NEWEST_FIRST).toList();
        return newestFirst.isEmpty()
                ? new Verdict(List.of(), List.of())
                : new Rules(zone, newestFirst).judge(policy, now);
    }

    private Verdict judge(Retention policy, Instant now) {
        last(policy.keepLast());
        within(policy.keepWithin(), now);
        tier(Tier.HOURLY, policy.keepHourly());
        tier(Tier.DAILY, policy.keepDaily());
        tier(Tier.WEEKLY, policy.keepWeekly());
        tier(Tier.MONTHLY, policy.keepMonthly());
        tier(Tier.YEARLY, policy.keepYearly());
        var floor = new Floor(newestFirst);
        var kept = new ArrayList<Verdict.Kept>();
        var expired = new ArrayList<Backup>();
        for (var backup : newestFirst) {
            var always = floor.reasons(backup);
            always.forEach(reason -> keep(backup, reason));
            if (reasons.containsKey(backup)) {
                kept.add(new Verdict.Kept(backup, reasons.get(backup), !always.isEmpty()));
            } else {
                expired.addFirst(backup);
            }
        }
        return new Verdict(kept, expired);
    }

    private void last(@Nullable Integer count) {
        if (count != null) {
            newestFirst.stream().limit(count).forEach(backup -> keep(backup, "last"));
        }
    }

    /** A snapshot from the future, by a clock that was wrong, makes no other one older. */
    private void within(@Nullable String age, Instant now) {
        if (age == null) {
            return;
        }
        var newest = newestFirst.getFirst().snapshot();
        var oldest = (newest.isBefore(now) ? newest : now).minus(Durations.parse(age));
        newestFirst.stream()
                .filter(backup -> !backup.snapshot().isBefore(oldest))
                .forEach(backup -> keep(backup, "within " + age));
    }

    private void tier(Tier tier, @Nullable Integer periods) {
        if (periods != null) {
            tier.representatives(newestFirst, periods, this::local)
                    .forEach(backup -> keep(backup, tier.reason(local(backup))));
        }
    }

    private ZonedDateTime local(Backup backup) {
        return backup.snapshot().atZone(zone);
    }

    private void keep(Backup backup, String reason) {
        reasons.computeIfAbsent(backup, ignored -> new ArrayList<>()).add(reason);
    }
}
