package io.pgbelay.storage;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** From a file system's exceptions to words of the API. */
final class VolumeTroubles {
    private VolumeTroubles() {}

    /** What went wrong while this was done ({@code list the files}). */
    static Failure of(IOException e, Volume place, String deed) {
        var message = "could not %s in volume %s: %s".formatted(deed, place.claimName(), word(e));
        return new Failure(reason(e), message, e);
    }

    private static FailureReason reason(IOException e) {
        if (e instanceof AccessDeniedException || word(e).contains("Read-only file system")) {
            return FailureReason.StorageDenied;
        }
        return word(e).contains("No space left") || word(e).contains("quota exceeded")
                ? FailureReason.StorageFull
                : FailureReason.StorageFailed;
    }

    private static String word(IOException e) {
        var said = e instanceof FileSystemException trouble ? trouble.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
