package io.pgbelay.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.Held;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.OnFailure;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.Release;
import io.pgbelay.api.Release.State;
import io.pgbelay.api.Rollback;
import io.pgbelay.api.Turn;
import io.pgbelay.api.WorkloadImage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an Environment knows, told as a story of promotions; and whose turn it is. */
class ReleasesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private EnvironmentStatus status = EnvironmentStatus.NONE;

    @Test
    void aReleaseIsKnownBeforeItChangesAnything() {
        see(promote("v2", State.Applying));
        assertThat(status.releaseOf("uid-v2").orElseThrow().state()).isEqualTo(State.Applying);
        assertThat(status.current()).isNull();
    }

    @Test
    void theFirstReleaseRemembersWhatWasThereBefore() {
        see(promote("v2", State.Applying));
        see(promote("v2", State.Released));
        assertThat(version(status.current())).isEqualTo("v2");
        assertThat(Objects.requireNonNull(status.previous()).image()).isEqualTo("shop:before-v2");
    }

    @Test
    void aBadReleaseIsCurrentAndTheGoodOneStaysWhereARollbackLeads() {
        see(promote("v2", State.Released));
        see(promote("v3", State.Failed));
        assertThat(version(status.current())).isEqualTo("v3");
        assertThat(version(status.previous())).isEqualTo("v2");
        see(promote("v4", State.Failed));
        assertThat(version(status.previous())).isEqualTo("v2");
    }

    @Test
    void aRollbackHoldsWhatItTookBack() {
        see(promote("v2", State.Released));
        see(promote("v3", State.Failed));
        see(rollback("back", "v2", State.Released));
        assertThat(version(status.current())).isEqualTo("v2");
        assertThat(status.previous()).isNull();
        assertThat(status.held()).extracting(Held::image).containsExactly("shop:v3");
    }

    @Test
    void whatCameAgainAndIsGoodIsHeldNoLonger() {
        see(promote("v2", State.Released));
        see(promote("v3", State.Failed));
        see(rollback("back", "v2", State.Released));
        see(named("again", promote("v3", State.Released)));
        assertThat(status.held()).isEmpty();
    }

    @Test
    void aReleaseTakenBackByItselfLeavesTheOneBefore() {
        see(promote("v2", State.Released));
        see(promote("v3", State.RolledBack));
        assertThat(version(status.current())).isEqualTo("v2");
        assertThat(status.held()).extracting(Held::version).containsExactly("v3");
    }

    @Test
    void aPromotionThatIsGoneMidwayLeavesABadRelease() {
        see(promote("v2", State.Released));
        see(promote("v3", State.Applying));
        see();
        assertThat(version(status.current())).isEqualTo("v3");
        assertThat(Objects.requireNonNull(status.current()).state()).isEqualTo(State.Failed);
        assertThat(version(status.previous())).isEqualTo("v2");
    }

    /** Or a Rollback would put the old image on a schema that it does not know. */
    @Test
    void aMigrationOfAPromotionThatIsGoneMidwayIsNotForgotten() {
        var v3 = promote("v3", State.Applying);
        see(v3);
        see(migrated(v3));
        see();
        assertThat(Objects.requireNonNull(status.current()).migrated()).isTrue();
        assertThat(status.current().schemaRevision()).isEqualTo("r3");
    }

    @Test
    void everythingStaysWhenThePromotionsAreGone() {
        see(promote("v2", State.Released));
        see(promote("v3", State.Released));
        var before = status;
        see();
        assertThat(status).isEqualTo(before);
    }

    @Test
    void aSecondLookChangesNothing() {
        var v2 = promote("v2", State.Released);
        var v3 = promote("v3", State.Failed);
        see(v2, v3);
        var before = status;
        see(v3, v2);
        assertThat(status).isEqualTo(before);
    }

    @Test
    void theHistoryHoldsTenAndAnOlderOneDoesNotComeBack() {
        var all = new java.util.ArrayList<Promotion>();
        for (int i = 10; i < 23; i++) {
            all.add(promote("v" + i, State.Released));
        }
        see(all.toArray(Promotion[]::new));
        see(all.toArray(Promotion[]::new));
        assertThat(status.history()).hasSize(10);
        assertThat(version(status.current())).isEqualTo("v22");
        assertThat(version(status.previous())).isEqualTo("v21");
    }

    @Test
    void theTurnGoesToTheFirstApprovedAndStaysUntilItsEnd() {
        var early = queued("early", "2026-11-20T07:00:00Z");
        var late = queued("late", "2026-11-20T07:30:00Z");
        var turn = Objects.requireNonNull(Turns.give(null, List.of(late, early), NOW));
        assertThat(turn).isEqualTo(new Turn("early", "uid-early", "2026-11-20T08:00:00Z"));
        assertThat(Turns.give(new Turn("late", "uid-late", "x"), List.of(late, early), NOW))
                .isEqualTo(new Turn("late", "uid-late", "x"));
        assertThat(promotionOf(Turns.give(turn, List.of(phase(early, Phase.Failed), late), NOW)))
                .isEqualTo("late");
        assertThat(promotionOf(Turns.give(turn, List.of(late), NOW))).isEqualTo("late");
        assertThat(Turns.give(turn, List.of(phase(late, Phase.AwaitingApproval)), NOW))
                .isNull();
    }

    private static @Nullable String promotionOf(@Nullable Turn turn) {
        return turn == null ? null : turn.promotion();
    }

    private void see(Promotion... promotions) {
        var known = Releases.fold(status, List.of(promotions), NOW);
        status = new EnvironmentStatus(
                1L, List.of(), null, known.current(), known.previous(), known.held(), known.history());
    }

    private static @Nullable String version(@Nullable Release release) {
        return release == null ? null : release.version();
    }

    private static Promotion promote(String version, State state) {
        return promotion(version, spec(null), version, state);
    }

    private static Promotion rollback(String name, String version, State state) {
        return promotion(name, spec(new Rollback(null, Rollback.Data.Keep)), version, state);
    }

    private static Promotion named(String name, Promotion promotion) {
        var version = Objects.requireNonNull(promotion.getStatus().release()).version();
        return promotion(
                name,
                promotion.getSpec(),
                version,
                promotion.getStatus().release().state());
    }

    private static Promotion migrated(Promotion promotion) {
        var release = Objects.requireNonNull(promotion.getStatus().release()).withMigration("r3");
        return with(promotion.getMetadata().getName(), promotion.getSpec(), Phase.Migrating, null, release);
    }

    private static Promotion queued(String name, String approvedAt) {
        return with(name, spec(null), Phase.Queued, approvedAt, null);
    }

    private static Promotion phase(Promotion promotion, Phase phase) {
        return with(promotion.getMetadata().getName(), promotion.getSpec(), phase, null, null);
    }

    private static Promotion promotion(
            String name, PromotionSpec spec, @Nullable String version, @Nullable State state) {
        var images = List.of(new WorkloadImage("shop", "shop:" + version));
        return with(
                name,
                spec,
                state == State.Applying ? Phase.Deploying : Phase.Succeeded,
                null,
                new Release(
                        version,
                        "shop:" + version,
                        null,
                        images,
                        null,
                        null,
                        false,
                        null,
                        name,
                        "uid-" + name,
                        "since-" + name,
                        state));
    }

    private static Promotion with(
            String name, PromotionSpec spec, Phase phase, @Nullable String approvedAt, @Nullable Release release) {
        var before = List.of(new WorkloadImage("shop", "shop:before-" + name));
        var plan = new PromotionPlan(
                "s", "u", "d", null, null, null, "i", null, before, before, null, null, null, null, null, null, null,
                null, 0, List.of());
        var promotion = new Promotion();
        promotion.setMetadata(
                new ObjectMetaBuilder().withName(name).withUid("uid-" + name).build());
        promotion.setSpec(spec);
        promotion.setStatus(new PromotionStatus(
                1L,
                List.of(),
                phase,
                null,
                null,
                null,
                plan,
                null,
                null,
                List.of(),
                approvedAt,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                release,
                null,
                null));
        return promotion;
    }

    private static PromotionSpec spec(@Nullable Rollback rollback) {
        var type = rollback == null ? PromotionSpec.Type.Promote : PromotionSpec.Type.Rollback;
        return new PromotionSpec(
                new ObjectRef("shop"),
                type,
                null,
                null,
                "alice",
                null,
                null,
                List.of(),
                OnFailure.Freeze,
                rollback,
                null,
                false,
                null,
                List.of(),
                null);
    }
}
