package io.pgbelay.retention;

import java.util.List;

/**
 * What the rules say.
 *
 * @param kept what stays, newest first
 * @param expired what may go, oldest first
 */
public record Verdict(List<Kept> kept, List<Backup> expired) {
    public Verdict {
        kept = List.copyOf(kept);
        expired = List.copyOf(expired);
    }

    /**
     * A backup that stays.
     *
     * @param reasons in words, such as {@code daily} or {@code weekly 2026-W47}
     * @param floor whether it would stay under any policy
     */
    public record Kept(Backup backup, List<String> reasons, boolean floor) {
        public Kept {
            reasons = List.copyOf(reasons);
        }
    }
}
