package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.pgbelay.api.WorkloadRef;
import org.jspecify.annotations.Nullable;

/** What a decision asks of the world. Each is idempotent, because names are keys. */
public sealed interface Action {
    /** Make this object, unless one of its name that belongs to the same owner is there. */
    record Create(HasMetadata object) implements Action {}

    /** Set these very fields of what is there, by server-side apply under a name of our own, whoever set them before. */
    record Apply(HasMetadata fields) implements Action {}

    /** Delete this very object, by its UID; what it owns goes with it. */
    record Delete(HasMetadata object) implements Action {}

    /** Delete this object as it was seen: one that has changed since ends the pass. */
    record DeleteAsSeen(HasMetadata object) implements Action {}

    /** Delete this object once all that it owns has ended; until then it can still be looked at. */
    record Stop(HasMetadata object) implements Action {}

    /**
     * Write one field into the status of another room's object, as it was seen: one that has changed since ends the
     * pass.
     *
     * @param field of the status
     * @param value plain data; absent takes the field away
     */
    record Note(HasMetadata object, String field, @Nullable Object value) implements Action {}

    /** Scale a workload, unless it is gone or stands so already. */
    record Scale(String namespace, WorkloadRef workload, int replicas) implements Action {}

    /** Put this finalizer onto an object. What was observed of the object is old after that: the pass ends there. */
    record Hold(HasMetadata object, String finalizer) implements Action {}

    /** Take it off again. */
    record Release(HasMetadata object, String finalizer) implements Action {}
}
