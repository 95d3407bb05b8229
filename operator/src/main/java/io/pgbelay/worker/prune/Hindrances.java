package io.pgbelay.worker.prune;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.storage.ObjectStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stood in the way of deletion, all in all. */
final class Hindrances {
    private int failed;
    private @Nullable Failure last;
    private @Nullable Instant lockedUntil;

    /** Something could not be deleted. */
    void failed(Failure failure) {
        failed++;
        last = failure;
    }

    /**
     * Whether the store itself keeps one of these; then nothing of them is touched.
     *
     * @return until when
     */
    Optional<Instant> lock(Collection<ObjectStore.Seen> objects, Instant now) {
        var until = objects.stream()
                .map(ObjectStore.Seen::lockedUntil)
                .flatMap(Stream::ofNullable)
                .filter(time -> time.isAfter(now))
                .max(Instant::compareTo);
        until.ifPresent(time -> lockedUntil = lockedUntil == null || time.isBefore(lockedUntil) ? time : lockedUntil);
        return until;
    }

    int count() {
        return failed;
    }

    @Nullable
    FailureReason reason() {
        return last == null ? null : last.reason();
    }

    @Nullable
    String lockedUntil() {
        return lockedUntil == null ? null : lockedUntil.toString();
    }

    /** For the end of a sentence. */
    String words() {
        if (last != null) {
            return "; " + last.sentence();
        }
        return lockedUntil == null ? "" : "; the store locks the others until " + Objects.toString(lockedUntil);
    }
}
