/**
 * Takes backups away for good, by keys of its own: the floor is looked at first, of each backup the manifest goes first. Besides,
 * what dead attempts left that came to no backup.
 *
 * <p>{@link io.pgbelay.worker.prune.Pruning} is the order from beginning to end, {@link io.pgbelay.worker.prune.Sweeping} what
 * is swept besides.
 */
@NullMarked
package io.pgbelay.worker.prune;

import org.jspecify.annotations.NullMarked;
