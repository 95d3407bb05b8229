package io.pgbelay.worker.dump;

import io.pgbelay.contract.Fingerprint;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who see a dump before it is packed.
 *
 * @param witness who decodes it; absent: nobody
 * @param printing who counts and hashes what it holds
 */
record Witnesses(@Nullable Witness witness, Printing printing) {
    void see(byte[] buffer, int count) throws IOException, InterruptedException {
        printing.accept(buffer, 0, count);
        if (witness != null) {
            witness.see(buffer, count);
        }
    }

    /** All has passed; fails where it could not be decoded. */
    void swear() throws IOException, InterruptedException {
        if (witness != null) {
            witness.swear();
        }
    }

    @Nullable
    Fingerprint fingerprint(Consumer<String> diary) {
        return printing.fingerprint(diary);
    }
}
