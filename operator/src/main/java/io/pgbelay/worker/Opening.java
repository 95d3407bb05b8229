package io.pgbelay.worker;

import java.io.IOException;
import java.io.InputStream;

/** A way from stored bytes to the dump. */
@FunctionalInterface
public interface Opening {
    /** The dump; reads as much as shows whether our keys open it. */
    InputStream open(InputStream stored) throws IOException;
}
