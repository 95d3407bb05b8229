package io.pgbelay.stream;

/** A key that was given to us cannot do what it was given for; the message says which and why, for people. */
public final class UnusableKey extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableKey(String message) {
        super(message);
    }

    UnusableKey(String message, Throwable cause) {
        super(message, cause);
    }
}
