package io.pgbelay.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Limits NONE = new Limits(0, 0);
    private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");

    @Test
    void ofOneDatabaseOneAtATimeTheFirstComeFirst() {
        var turns = Turns.deal(List.of(place("b", "n", "s", "d", 2), place("a", "n", "s", "d", 1)), List.of(), NONE);

        assertThat(turns).isEqualTo(Map.of("a", new Turn.Go(), "b", new Turn.DatabaseTaken("s/d")));
    }

    @Test
    void anotherDatabaseOfTheSameServerNeedNotWait() {
        var atWork = List.of(place("x", "n", "s", "d", 0));

        assertThat(Turns.deal(List.of(place("a", "n", "s", "e", 1), place("b", "n", "t", "d", 2)), atWork, NONE))
                .allSatisfy((id, turn) -> assertThat(turn).isEqualTo(new Turn.Go()));
    }

    @Test
    void noMoreOnAServerThanMayBe() {
        var atWork = List.of(place("x", "n", "s", "d", 0));
        var waiting = List.of(place("a", "n", "s", "e", 1), place("b", "n", "s", "f", 2), place("c", "n", "t", "d", 3));

        assertThat(Turns.deal(waiting, atWork, new Limits(0, 2)))
                .isEqualTo(Map.of("a", new Turn.Go(), "b", new Turn.ServerFull("s", 2), "c", new Turn.Go()));
    }

    @Test
    void noMoreInAllThanMayBe() {
        var waiting = List.of(place("a", "n", "s", "e", 1), place("b", "n", "t", "f", 2));

        assertThat(Turns.deal(waiting, List.of(), new Limits(1, 0)))
                .isEqualTo(Map.of("a", new Turn.Go(), "b", new Turn.Full(1)));
    }

    @Test
    void aThousandOfOneNamespaceDoNotKeepAnotherWaiting() {
        var waiting = new ArrayList<Place>();
        IntStream.range(0, 1000).forEach(i -> waiting.add(place("many" + i, "many", "s" + i, "d", i)));
        waiting.add(place("one", "few", "t", "d", 5000));

        var turns = Turns.deal(waiting, List.of(), new Limits(2, 0));

        assertThat(turns).containsEntry("many0", new Turn.Go()).containsEntry("one", new Turn.Go());
        assertThat(turns.values()).filteredOn(turn -> turn instanceof Turn.Go).hasSize(2);
    }

    /** Random queues, played to their end: no limit is ever passed, and everybody has had a turn. */
    @Test
    void everybodyComesToATurnAndNoLimitIsPassed() {
        for (var seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var limits = new Limits(random.nextInt(4), random.nextInt(3));
            var waiting = waiting(random);
            var atWork = new ArrayList<Place>();
            for (var round = 0; !waiting.isEmpty() || !atWork.isEmpty(); round++) {
                assertThat(round).as("seed %d starves somebody", seed).isLessThan(200);
                Collections.shuffle(waiting, random);
                var turns = Turns.deal(waiting, atWork, limits);
                assertThat(turns.keySet()).hasSize(waiting.size());
                waiting.stream()
                        .filter(place -> turns.get(place.id()) instanceof Turn.Go)
                        .forEach(atWork::add);
                waiting.removeAll(atWork);
                within(limits, atWork, seed);
                assertThat(atWork).as("seed %d stands still", seed).isNotEmpty();
                atWork.remove(random.nextInt(atWork.size()));
            }
        }
    }

    private static void within(Limits limits, List<Place> atWork, int seed) {
        var servers = new HashMap<String, Integer>();
        var targets = new HashSet<String>();
        for (var place : atWork) {
            assertThat(targets.add(place.target())).as("seed %d", seed).isTrue();
            servers.merge(place.server(), 1, Integer::sum);
        }
        assertThat(limits.total() == 0 || atWork.size() <= limits.total())
                .as("seed %d", seed)
                .isTrue();
        assertThat(servers.values())
                .as("seed %d", seed)
                .allMatch(n -> limits.perServer() == 0 || n <= limits.perServer());
    }

    private static List<Place> waiting(Random random) {
        var waiting = new ArrayList<Place>();
        for (var i = 0; i < random.nextInt(30); i++) {
            waiting.add(place(
                    "p" + i,
                    "n" + random.nextInt(3),
                    "s" + random.nextInt(4),
                    "d" + random.nextInt(3),
                    random.nextInt(100)));
        }
        return waiting;
    }

    private static Place place(String id, String namespace, String server, String database, int second) {
        return new Place(id, namespace, server, database, START.plusSeconds(second));
    }
}
