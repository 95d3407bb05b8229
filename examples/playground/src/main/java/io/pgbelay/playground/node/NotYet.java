package io.pgbelay.playground.node;

/** What a container needs is not there yet; it is tried again. The reason is one of the kubelet's waiting reasons. */
final class NotYet extends Exception {

    private final String reason;

    NotYet(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    static NotYet config(String message) {
        return new NotYet("CreateContainerConfigError", message);
    }

    String reason() {
        return reason;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
