package io.pgbelay.kube;

import io.pgbelay.api.FailureReason;

/** The conditions that every kind shares that runs to an end: Finished, Succeeded, Reconciling, Stalled. */
public final class Lifecycle {
    /** True at every end, good or bad; what {@code kubectl wait} waits for. */
    public static final String FINISHED = "Finished";

    /** Unknown until the end, then True or False. */
    public static final String SUCCEEDED = "Succeeded";

    /** True while something is under way, after kstatus. */
    public static final String RECONCILING = "Reconciling";

    /** True where only a person can help, after kstatus. */
    public static final String STALLED = "Stalled";

    private Lifecycle() {}

    /** Something is under way. */
    public static Conditions underWay(Conditions conditions, String reason, String message) {
        return conditions
                .no(FINISHED, reason, message)
                .unknown(SUCCEEDED, reason, message)
                .yes(RECONCILING, reason, message)
                .no(STALLED, reason, "");
    }

    /** It ended well. */
    public static Conditions succeeded(Conditions conditions, String reason, String message) {
        return conditions
                .yes(FINISHED, reason, message)
                .yes(SUCCEEDED, reason, message)
                .no(RECONCILING, reason, "")
                .no(STALLED, reason, "");
    }

    /** It ended badly. */
    public static Conditions failed(Conditions conditions, FailureReason why, String message) {
        return conditions
                .yes(FINISHED, why.name(), message)
                .no(SUCCEEDED, why.name(), message)
                .no(RECONCILING, why.name(), "")
                .yes(STALLED, why.name(), message);
    }

    /** What a person reads of a failure: what happened, and what to do. */
    public static String sentence(FailureReason why, String message) {
        return message.isBlank() ? why.advice() : message.strip() + ". " + why.advice();
    }
}
