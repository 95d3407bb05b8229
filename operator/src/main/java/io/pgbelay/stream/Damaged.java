package io.pgbelay.stream;

import java.io.IOException;

/** What was read is not what any such stage has ever written: bytes were changed, or are missing at the end. */
public final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(Exception cause) {
        super(cause.getMessage() == null ? "the end is missing" : cause.getMessage(), cause);
    }
}
