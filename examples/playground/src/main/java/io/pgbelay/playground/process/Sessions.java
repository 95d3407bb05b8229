package io.pgbelay.playground.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whole sessions of processes: the leader, what it started, and what that started. */
final class Sessions {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Sessions() {}

    /**
     * Kills all that belongs to the leader's session or descends from it, until nothing is left. Some programs (Postgres
     * among them) give each of their children a session of its own, hence the descent.
     *
     * @param startTicks when the leader started: a pid given away again means that its session is empty
     */
    static void kill(long leader, long startTicks) {
        Set<Long> known = new HashSet<>(Set.of(leader));
        while (ProcStat.of(leader).map(ProcStat::startTicks).orElse(startTicks) == startTicks) {
            List<Long> doomed = livingKin(known);
            if (doomed.isEmpty()) {
                return;
            }
            Signals.send("KILL", doomed);
            Pause.sleep(BETWEEN_LOOKS);
        }
    }

    /** Adds to the known whom they started, and returns those of them who live. */
    private static List<Long> livingKin(Set<Long> known) {
        List<ProcStat> living = ProcStat.all().stream().filter(ProcStat::alive).toList();
        boolean grown = true;
        while (grown) {
            grown = known.addAll(living.stream()
                    .filter(one -> known.contains(one.session()) || known.contains(one.parent()))
                    .map(ProcStat::pid)
                    .toList());
        }
        return living.stream().map(ProcStat::pid).filter(known::contains).toList();
    }
}
