package io.pgbelay.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Retention;
import io.pgbelay.api.Verified.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void theLastOnesStay() {
        assertThat(kept(policy(2, null, 0, 0, 0), nights(4)))
                .containsExactly(Map.entry("n00", "last, last successful"), Map.entry("n01", "last"));
    }

    @Test
    void ageIsCountedFromTheNewestSoTimeAloneTakesNothingAway() {
        var backups = nights(10);
        var later = NOW.plusSeconds(400L * 86_400);

        assertThat(Rules.judge(policy(null, "3d", 0, 0, 0), ZoneOffset.UTC, backups, later)
                        .kept())
                .hasSize(4)
                .isEqualTo(Rules.judge(policy(null, "3d", 0, 0, 0), ZoneOffset.UTC, backups, NOW)
                        .kept());
    }

    @Test
    void ofEachDayWeekAndMonthTheLastOneStays() {
        assertThat(kept(policy(null, null, 2, 2, 2), nights(40)))
                .containsExactly(
                        Map.entry("n00", "daily, weekly 2026-W47, monthly 2026-11, last successful"),
                        Map.entry("n01", "daily"),
                        Map.entry("n05", "weekly 2026-W46"),
                        Map.entry("n20", "monthly 2026-10"));
    }

    @Test
    void daysBeginInTheZoneOfTheSchedule() {
        var before = backup("before", "2026-11-19T22:59:00Z", null);
        var after = backup("after", "2026-11-19T23:01:00Z", null);
        var policy = policy(null, null, 5, 0, 0);

        assertThat(Rules.judge(policy, ZoneId.of("Europe/Berlin"), List.of(before, after), NOW)
                        .expired())
                .isEmpty();
        assertThat(Rules.judge(policy, ZoneOffset.UTC, List.of(before, after), NOW)
                        .expired())
                .containsExactly(before);
    }

    @Test
    void theHourThatIsRepeatedIsTwoHours() {
        var first = backup("first", "2026-10-25T00:30:00Z", null);
        var second = backup("second", "2026-10-25T01:30:00Z", null);
        var hourly = new Retention(null, null, 2, null, null, null, null, null, false, null);

        assertThat(Rules.judge(hourly, ZoneId.of("Europe/Berlin"), List.of(first, second), NOW)
                        .expired())
                .isEmpty();
    }

    @Test
    void theLastProofOfEachLevelStays() {
        var backups = List.of(
                backup("newest", "2026-11-20T01:00:00Z", null),
                backup("digest", "2026-11-19T01:00:00Z", Level.Digest),
                backup("decoded", "2026-11-18T01:00:00Z", Level.Decoded),
                backup("digest-too", "2026-11-17T01:00:00Z", Level.Digest),
                backup("restored", "2026-11-16T01:00:00Z", Level.Restored),
                backup("restored-too", "2026-11-15T01:00:00Z", Level.Restored));

        assertThat(kept(policy(1, null, 0, 0, 0), backups))
                .containsExactly(
                        Map.entry("decoded", "last Decoded"),
                        Map.entry("digest", "last Digest"),
                        Map.entry("newest", "last, last successful"),
                        Map.entry("restored", "last Restored"));
    }

    @Test
    void whatIsClaimedStays() {
        var held = new Backup("held", NOW.minusSeconds(9999), NOW, null, List.of("held", "kept for 30d"));

        assertThat(kept(policy(1, null, 0, 0, 0), List.of(held, backup("newest", "2026-11-20T11:00:00Z", null))))
                .containsEntry("held", "last successful, held, kept for 30d");
    }

    @Test
    void aSnapshotFromTheFutureTakesNothingAway() {
        var future = backup("future", "2036-01-01T00:00:00Z", null);
        var backups = new ArrayList<>(nights(5));
        backups.add(new Backup("future", future.snapshot(), NOW.minusSeconds(1_000_000), null, List.of()));

        assertThat(kept(policy(null, "2d", 0, 0, 0), backups)).containsKeys("future", "n00", "n01");
        assertThat(kept(policy(1, null, 0, 0, 0), backups)).containsKeys("future", "n00");
    }

    @Test
    void anEmptyShelfIsNoFault() {
        assertThat(kept(policy(1, null, 0, 0, 0), List.of())).isEmpty();
    }

    private static Map<String, String> kept(Retention policy, List<Backup> backups) {
        var words = new TreeMap<String, String>();
        for (var kept : Rules.judge(policy, ZoneOffset.UTC, backups, NOW).kept()) {
            words.put(kept.backup().run(), String.join(", ", kept.reasons()));
        }
        return words;
    }

    private static Retention policy(
            @Nullable Integer last, @Nullable String within, int daily, int weekly, int monthly) {
        return new Retention(last, within, null, some(daily), some(weekly), some(monthly), null, null, false, null);
    }

    private static @Nullable Integer some(int number) {
        return number == 0 ? null : number;
    }

    /** One each night at one, the newest on Friday 20 November 2026. */
    private static List<Backup> nights(int count) {
        var first = Instant.parse("2026-11-20T01:00:00Z");
        return IntStream.range(0, count)
                .mapToObj(i -> backup(
                        "n%02d".formatted(i), first.minusSeconds(i * 86_400L).toString(), null))
                .toList();
    }

    private static Backup backup(String name, String snapshot, @Nullable Level level) {
        var instant = Instant.parse(snapshot);
        return new Backup(name, instant, instant.plusSeconds(60), level, List.of());
    }
}
