package io.pgbelay.stream;

import java.io.IOException;

/** A message is whole as far as can be seen, and none of our keys opens it. */
public final class Locked extends IOException {
    private static final long serialVersionUID = 1L;

    Locked(String message) {
        super(message);
    }
}
