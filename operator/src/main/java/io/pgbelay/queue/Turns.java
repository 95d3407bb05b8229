package io.pgbelay.queue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deals out turns: one request at a time for a database, so many for a server, so many in all.
 *
 * <p>Within a namespace the first come is served first. Between namespaces the one that has the fewest at work is next,
 * so that a thousand requests of one do not keep a single one of another waiting. The same view gives the same turns to
 * whoever asks: two that look at once never both take the last place.
 */
public final class Turns {
    private static final Comparator<Place> FIRST_COME =
            Comparator.comparing(Place::since).thenComparing(Place::id);

    private final Limits limits;
    private final Map<String, Integer> byServer = new HashMap<>();
    private final Map<String, Integer> byNamespace = new HashMap<>();
    private final Set<String> targets = new HashSet<>();
    private final Map<String, Turn> turns = new HashMap<>();
    private int atWork;

    private Turns(Limits limits) {
        this.limits = limits;
    }

    /** What the queue says to each that waits, by its id. */
    public static Map<String, Turn> deal(Collection<Place> waiting, Collection<Place> atWork, Limits limits) {
        var turns = new Turns(limits);
        atWork.forEach(turns::occupy);
        var lanes = new PriorityQueue<>(turns.fewestAtWork());
        waiting.stream()
                .sorted(FIRST_COME)
                .collect(Collectors.groupingBy(Place::namespace, Collectors.toCollection(ArrayDeque::new)))
                .values()
                .forEach(lanes::add);
        for (var lane = lanes.poll(); lane != null; lane = lanes.poll()) {
            turns.serve(lane.remove());
            if (!lane.isEmpty()) {
                lanes.add(lane);
            }
        }
        return Map.copyOf(turns.turns);
    }

    /** Of the lanes, one for each namespace, the one whose namespace has the fewest at work. */
    private Comparator<ArrayDeque<Place>> fewestAtWork() {
        return Comparator.<ArrayDeque<Place>>comparingInt(
                        lane -> byNamespace.getOrDefault(lane.element().namespace(), 0))
                .thenComparing(ArrayDeque::element, FIRST_COME);
    }

    private void serve(Place place) {
        var turn = turn(place);
        turns.put(place.id(), turn);
        if (turn instanceof Turn.Go) {
            occupy(place);
        }
    }

    private Turn turn(Place place) {
        if (targets.contains(place.target())) {
            return new Turn.DatabaseTaken(place.target());
        }
        if (limits.full(atWork)) {
            return new Turn.Full(limits.total());
        }
        return limits.serverFull(byServer.getOrDefault(place.server(), 0))
                ? new Turn.ServerFull(place.server(), limits.perServer())
                : new Turn.Go();
    }

    private void occupy(Place place) {
        atWork++;
        targets.add(place.target());
        byServer.merge(place.server(), 1, Integer::sum);
        byNamespace.merge(place.namespace(), 1, Integer::sum);
    }
}
