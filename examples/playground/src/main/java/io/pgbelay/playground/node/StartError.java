package io.pgbelay.playground.node;

/** The container's command cannot be executed at all. A kubelet ends such a container with exit code 128. */
final class StartError extends Exception {

    static final int EXIT_CODE = 128;

    StartError(String message) {
        super(message);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
