package io.pgbelay.control;

import java.time.Instant;

/** When an object is looked at again. */
public sealed interface Next {
    /** At once: this pass only recorded what the next one acts on. */
    record Now() implements Next {}

    /** At this time, or earlier if something happens. */
    record At(Instant time) implements Next {}

    /** When something happens. */
    record OnEvent() implements Next {}
}
