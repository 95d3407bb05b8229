package io.pgbelay.api;

/** Ends a request: trying again would change nothing. Everything else that is thrown is retried without limit. */
public final class PermanentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final FailureReason reason;

    public PermanentFailure(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Which word of the API says why. */
    public FailureReason reason() {
        return reason;
    }
}
