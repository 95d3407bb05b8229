package io.pgbelay.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant FIRST = Instant.parse("2026-11-20T01:00:00Z");
    private static final Instant LATER = FIRST.plusSeconds(60);

    @Test
    void theTransitionTimeMovesOnlyWithTheStatus() {
        var before =
                Conditions.from(List.of(), 1L, FIRST).yes("Ready", "A", "a").list();

        var sameStatus =
                Conditions.from(before, 2L, LATER).yes("Ready", "B", "b").list();
        var otherStatus =
                Conditions.from(before, 2L, LATER).no("Ready", "B", "b").list();

        assertThat(sameStatus.getFirst().getLastTransitionTime()).isEqualTo("2026-11-20T01:00:00Z");
        assertThat(otherStatus.getFirst().getLastTransitionTime()).isEqualTo("2026-11-20T01:01:00Z");
    }

    @Test
    void allConditionsSpeakOfTheGenerationThatWasSeen() {
        var before = Conditions.from(List.of(), 1L, FIRST)
                .yes("Finished", "A", "a")
                .yes("Succeeded", "A", "a")
                .list();

        var after =
                Conditions.from(before, 2L, LATER).yes("Succeeded", "A", "a").list();

        assertThat(after)
                .allSatisfy(one -> assertThat(one.getObservedGeneration()).isEqualTo(2L));
    }

    @Test
    void theOrderStays() {
        var before = Conditions.from(List.of(), 1L, FIRST)
                .yes("A", "r", "")
                .yes("B", "r", "")
                .list();

        var after = Conditions.from(before, 1L, LATER).no("A", "r", "").list();

        assertThat(after).extracting(one -> one.getType()).containsExactly("A", "B");
    }
}
