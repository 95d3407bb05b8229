package io.pgbelay.ask;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.FailureReason;

/** How it stands with what was asked for. */
public sealed interface Answer {
    /** It was not asked for yet. */
    record Unasked() implements Answer {}

    /** It is under way. */
    record Waiting(String message) implements Answer {}

    /** It is there. */
    record Good(BackupRun run) implements Answer {}

    /** It will never come. */
    record Bad(FailureReason reason, String message) implements Answer {}
}
