package io.pgbelay.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Retention;
import io.pgbelay.api.Verified.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A hundred thousand random shelves under random policies: what must hold whatever the policy says. */
class HistoriesTest {
    private static final int HISTORIES = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Test
    void theFloorStaysOrderDoesNotMatterAndASecondLookChangesNothing() {
        for (var seed = 0; seed < HISTORIES; seed++) {
            var random = new Random(seed);
            var policy = policy(random);
            var shelf = shelf(random);
            var verdict = Rules.judge(policy, ZONE, shelf, NOW);
            var broken = broken(policy, shelf, verdict, random);
            if (!broken.isEmpty()) {
                throw new AssertionError("seed " + seed + ": " + broken + " of " + policy + " over " + shelf);
            }
        }
    }

    @Test
    void backupsComeAndGoAndTheLastGoodAndTheLastProvenAreAlwaysThere() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var policy = policy(random);
            List<Backup> shelf = new ArrayList<>();
            Instant proven = null;
            for (var night = 0; night < 200; night++) {
                var at = NOW.plusSeconds(night * 86_400L + random.nextInt(3_600));
                var level = random.nextInt(9) == 0 ? Level.Restored : null;
                proven = level == null ? proven : at;
                shelf.add(new Backup("b" + night, at, at.plusSeconds(60), level, List.of()));
                shelf = Rules.judge(policy, ZONE, shelf, at).kept().stream()
                        .map(Verdict.Kept::backup)
                        .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
                var lastProof = proven;
                assertThat(shelf).anyMatch(one -> one.snapshot().equals(at));
                assertThat(lastProof == null
                                || shelf.stream().anyMatch(one -> one.snapshot().equals(lastProof)))
                        .isTrue();
            }
        }
    }

    private static String broken(Retention policy, List<Backup> shelf, Verdict verdict, Random random) {
        var kept = verdict.kept().stream().map(Verdict.Kept::backup).toList();
        if (!kept.containsAll(floor(shelf))) {
            return "the floor does not stay";
        }
        if (kept.size() + verdict.expired().size() != shelf.size()) {
            return "one is neither kept nor expired";
        }
        var shuffled = new ArrayList<>(shelf);
        Collections.shuffle(shuffled, random);
        if (!Rules.judge(policy, ZONE, shuffled, NOW).equals(verdict)) {
            return "the order matters";
        }
        if (!Rules.judge(policy, ZONE, kept, NOW).kept().equals(verdict.kept())) {
            return "a second look changes something";
        }
        var last = policy.keepLast();
        return last != null && kept.size() < Math.min(last, shelf.size()) ? "fewer than keepLast stay" : "";
    }

    /** Told here in other words than in the room. */
    private static List<Backup> floor(List<Backup> shelf) {
        var floor = new ArrayList<Backup>();
        shelf.stream()
                .max(Comparator.comparing(Backup::snapshot)
                        .thenComparing(Backup::ended)
                        .thenComparing(Backup::run))
                .ifPresent(floor::add);
        for (var level : Level.values()) {
            shelf.stream()
                    .filter(one -> one.level() != null
                            && Objects.requireNonNull(one.level()).compareTo(level) >= 0)
                    .max(Comparator.comparing(Backup::snapshot)
                            .thenComparing(Backup::ended)
                            .thenComparing(Backup::run))
                    .ifPresent(floor::add);
        }
        shelf.stream().filter(one -> !one.claims().isEmpty()).forEach(floor::add);
        return floor;
    }

    private static List<Backup> shelf(Random random) {
        var shelf = new ArrayList<Backup>();
        var step = 1 + random.nextInt(200_000);
        var size = random.nextInt(12);
        for (var i = 0; i < size; i++) {
            var snapshot = NOW.minusSeconds(random.nextInt(step) * (long) random.nextInt(60) - 3_600);
            var level = random.nextInt(3) == 0 ? List.of(Level.values()).get(random.nextInt(3)) : null;
            var claims = random.nextInt(12) == 0 ? List.of("held") : List.<String>of();
            shelf.add(new Backup("b" + i, snapshot, snapshot.plusSeconds(random.nextInt(90_000)), level, claims));
        }
        return shelf;
    }

    private static Retention policy(Random random) {
        return new Retention(
                some(random),
                random.nextBoolean() ? (1 + random.nextInt(40)) + "d" : null,
                some(random),
                some(random),
                some(random),
                some(random),
                some(random),
                null,
                false,
                null);
    }

    private static @Nullable Integer some(Random random) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(6) : null;
    }
}
