package io.pgbelay.contract;

import io.pgbelay.api.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * An order cannot be carried out. Whoever meets the trouble names it here, with a word of the API, because nobody
 * further up knows more; the message says what was seen and never holds a secret.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final FailureReason reason;

    public Failure(FailureReason reason, String message) {
        this(reason, message, null);
    }

    public Failure(FailureReason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Which word of the API says why. */
    public FailureReason reason() {
        return reason;
    }

    /** What was seen. */
    public String sentence() {
        var message = getMessage();
        return message == null ? reason.advice() : message;
    }
}
