package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.archive.UseList;
import io.pgbelay.contract.Failure;
import java.io.OutputStream;
import java.util.Set;

/** Where an archive goes of which only the table of contents counts. */
final class UseListOutput extends OutputStream {
    private final UseList contents;

    UseListOutput(Set<String> extensions, Set<String> schemas) {
        contents = new UseList(extensions, schemas);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            contents.accept(bytes, offset, length);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** For {@code pg_restore --use-list}. */
    String list() {
        try {
            return contents.text();
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static Failure unreadable(IllegalArgumentException e) {
        return new Failure(
                FailureReason.RestoreFailed, "the dump's table of contents cannot be read: " + e.getMessage(), e);
    }
}
