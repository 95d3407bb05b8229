package io.pgbelay.environment;

import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.Held;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.Release;
import io.pgbelay.api.Release.State;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an Environment knows of its releases, folded from what Promotions say.
 *
 * <p>A release is written down before it changes anything, so that even one whose Promotion is deleted midway is known.
 *
 * @param current the release that was deployed last, good or not
 * @param previous the good one before it
 */
record Releases(@Nullable Release current, @Nullable Release previous, List<Held> held, List<Release> history) {
    private static final int KEPT = 10;
    private static final int MOST_HELD = 20;

    Releases {
        held = List.copyOf(held);
        history = List.copyOf(history);
    }

    static Releases fold(EnvironmentStatus before, List<Promotion> promotions, Instant now) {
        var known = new Releases(before.current(), before.previous(), before.held(), before.history());
        var told = promotions.stream()
                .filter(one -> one.getStatus() != null && one.getStatus().release() != null)
                .sorted(Comparator.comparing(Releases::since))
                .toList();
        for (var promotion : told) {
            known = known.with(promotion);
        }
        return known.abandoned(promotions, now);
    }

    private static String since(Promotion promotion) {
        var release = promotion.getStatus().release();
        return release == null ? "" : since(release);
    }

    private static String since(Release release) {
        return Objects.requireNonNullElse(release.since(), "");
    }

    private Releases with(Promotion promotion) {
        var status = promotion.getStatus();
        var release = Objects.requireNonNull(status.release());
        var before = find(release);
        if (before.filter(release::equals).isPresent() || (before.isEmpty() && forgotten(release))) {
            return this;
        }
        var known = remembered(release);
        return before.filter(one -> one.state() == release.state()).isPresent()
                ? known
                : known.moved(promotion.getSpec(), status.plan(), release);
    }

    /** What is older than a full history was part of it once: it does not come back. */
    private boolean forgotten(Release release) {
        return history.size() == KEPT && since(release).compareTo(since(history.getLast())) < 0;
    }

    private Optional<Release> find(Release release) {
        return history.stream()
                .filter(one -> Objects.equals(one.promotionUid(), release.promotionUid()))
                .findFirst();
    }

    private Releases remembered(Release release) {
        var others = history.stream().filter(one -> !Objects.equals(one.promotionUid(), release.promotionUid()));
        return new Releases(
                current,
                previous,
                held,
                Stream.concat(Stream.of(release), others).limit(KEPT).toList());
    }

    private Releases moved(PromotionSpec spec, @Nullable PromotionPlan plan, Release release) {
        return switch (release.state()) {
            case Applying -> this;
            case Released -> released(spec, plan, release);
            case Failed -> new Releases(release, goodBefore(plan), held, history);
            case RolledBack -> hold(release, release);
            case null -> this;
        };
    }

    private Releases released(PromotionSpec spec, @Nullable PromotionPlan plan, Release release) {
        if (spec.type() == PromotionSpec.Type.Rollback) {
            var without = new Releases(release, null, held, history);
            return current == null ? without : without.hold(current, release);
        }
        return new Releases(release, goodBefore(plan), freed(release), history);
    }

    /** A good release stays the one to go back to until another good one has replaced it. */
    private @Nullable Release goodBefore(@Nullable PromotionPlan plan) {
        if (current != null) {
            return current.state() == State.Released ? current : previous;
        }
        return plan == null || plan.before().isEmpty() ? null : foundThere(plan);
    }

    private static Release foundThere(PromotionPlan plan) {
        return new Release(
                null,
                plan.before().getFirst().image(),
                null,
                plan.before(),
                null,
                plan.schemaRevision(),
                false,
                null,
                null,
                null,
                null,
                State.Released);
    }

    private Releases hold(Release bad, Release by) {
        var one = new Held(bad.image(), bad.version(), Objects.requireNonNullElse(by.promotion(), ""), by.since());
        var all = new ArrayList<>(List.of(one));
        held.stream().filter(other -> !other.image().equals(bad.image())).forEach(all::add);
        return new Releases(current, previous, all.stream().limit(MOST_HELD).toList(), history);
    }

    /** What came again, and is good, is held no longer. */
    private List<Held> freed(Release good) {
        return held.stream().filter(one -> !one.image().equals(good.image())).toList();
    }

    /** Its Promotion is gone, and nobody knows how far it came: it counts as deployed and not good. */
    private Releases abandoned(List<Promotion> promotions, Instant now) {
        var uids = promotions.stream().map(one -> one.getMetadata().getUid()).toList();
        return history.stream()
                .filter(one -> one.state() == State.Applying && !uids.contains(one.promotionUid()))
                .findFirst()
                .map(one -> one.in(State.Failed, Times.format(now)))
                .map(one -> {
                    var known = remembered(one);
                    return new Releases(one, known.goodBefore(null), known.held(), known.history());
                })
                .orElse(this);
    }
}
