package io.pgbelay.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an archive of {@code pg_dump --format=custom --compress=0} while it passes. It changes nothing and stops nothing: an
 * archive of a kind that is not known yields no contents, and {@link #trouble} says why.
 */
public final class ArchiveScan {
    private final Cursor in = new Cursor();
    private final HeadReader head = new HeadReader();
    private final Harvest harvest;
    private @Nullable TocReader toc;
    private @Nullable BlockReader blocks;
    private @Nullable String trouble;

    /**
     * Nothing seen yet.
     *
     * @param hashed whether rows are hashed; otherwise they are counted alone
     */
    public ArchiveScan(boolean hashed) {
        this.harvest = new Harvest(hashed);
    }

    /** Takes bytes in, wherever they are cut. */
    public void accept(byte[] buffer, int offset, int length) {
        if (trouble != null) {
            return;
        }
        try {
            in.over(buffer, offset, length);
            read();
        } catch (NotUnderstood | NumberFormatException e) {
            trouble = e.getMessage();
        }
    }

    private void read() {
        if (toc == null && head.read(in)) {
            toc = new TocReader(head.head(), harvest::entry);
        }
        if (blocks == null && toc != null && toc.read(in)) {
            blocks = new BlockReader(head.head(), harvest);
        }
        if (blocks != null) {
            blocks.read(in);
        }
    }

    /** All has passed: what it held; nothing where it was not understood. */
    public Optional<Contents> contents() {
        if (trouble == null && (blocks == null || !blocks.atAnEnd())) {
            trouble = "the archive ends in the middle";
        }
        try {
            return trouble == null ? Optional.of(harvest.contents()) : Optional.empty();
        } catch (NotUnderstood e) {
            trouble = e.getMessage();
            return Optional.empty();
        }
    }

    /** Why there are no contents. */
    public @Nullable String trouble() {
        return trouble;
    }
}
