package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What a decision asks of the world. Each is idempotent, because names are keys. */
public sealed interface Action {
    /** Make this object, unless one of its name that belongs to the same owner is there. */
    record Create(HasMetadata object) implements Action {}

    /** Delete this very object, by its UID; what it owns goes with it. */
    record Delete(HasMetadata object) implements Action {}
}
