package io.pgbelay.restore;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.RestoreRequestStatus;
import java.util.List;

/** Which Jobs of a request are followed now. */
final class Pursuit {
    private Pursuit() {}

    static List<Attempt> of(RestoreRequestStatus status) {
        var kept = status.kept();
        if (kept != null && !kept.jobs().isEmpty()) {
            return kept.jobs();
        }
        return status.attempts().isEmpty() && status.confirmed() == null ? status.rehearsals() : status.attempts();
    }
}
