package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.control.Action;
import io.pgbelay.retention.Backup;
import io.pgbelay.retention.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** Writes onto the runs why each is kept, and takes back that one goes which is kept again. */
final class Labelling {
    /** A new policy over a long history is written down in several passes. */
    private static final int MOST_AT_ONCE = 100;

    private Labelling() {}

    /** Where nothing is asked to be kept, nothing is said. */
    static List<Action> none(Shelf shelf) {
        return of(shelf, new Verdict(List.of(), List.of()));
    }

    static List<Action> of(Shelf shelf, Verdict verdict) {
        var words = new HashMap<String, String>();
        verdict.kept().forEach(kept -> words.put(kept.backup().run(), String.join(", ", kept.reasons())));
        var doomed = verdict.expired().stream().map(Backup::run).toList();
        return shelf.all().stream()
                .flatMap(run -> note(run, words.get(run.getMetadata().getName()), doomed).stream())
                .limit(MOST_AT_ONCE)
                .toList();
    }

    private static List<Action> note(
            BackupRun run, @org.jspecify.annotations.Nullable String word, List<String> doomed) {
        var status = run.getStatus();
        if (status.expired() == Expiry.Going
                && !doomed.contains(run.getMetadata().getName())) {
            return List.of(new Action.Note(run, "expired", null));
        }
        return Objects.equals(status.keptAs(), word) ? List.of() : List.of(new Action.Note(run, "keptAs", word));
    }
}
