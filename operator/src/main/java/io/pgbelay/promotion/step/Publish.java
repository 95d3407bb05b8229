package io.pgbelay.promotion.step;

import io.pgbelay.api.Release;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Writes the release notes, and waits until the Environment knows the release as good.
 *
 * <p>Notes that cannot be written because the name is taken do not undo a good release.
 */
final class Publish {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private Publish() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var known = seen.placeStatus()
                .releaseOf(seen.uid())
                .filter(one -> one.state() == Release.State.Released)
                .isPresent();
        if (!known) {
            return Taken.waiting("The Environment has not written the release down yet", now.plus(LOOK_AGAIN));
        }
        var notes = Notes.of(seen);
        var there = seen.notes();
        if (there == null) {
            return new Taken.Waiting("The release notes are written", now, List.of(new Action.Create(notes)));
        }
        var name = notes.getMetadata().getName();
        if (!seen.uid().equals(there.getMetadata().getLabels().get(Labels.PROMOTION_UID))) {
            return new Taken.Done("Without release notes: ConfigMap " + name + " is somebody else's");
        }
        status.releaseNotes(name);
        return new Taken.Done("Release notes in ConfigMap " + name);
    }
}
