package io.pgbelay.worker.catalog;

/** A manifest that cannot be believed, and why. */
final class Doubt extends Exception {
    private static final long serialVersionUID = 1L;

    Doubt(String message) {
        super(message);
    }
}
