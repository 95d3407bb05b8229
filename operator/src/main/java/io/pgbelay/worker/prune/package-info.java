/**
 * Takes backups away for good, by keys of its own: the floor is looked at first, of each backup the manifest goes first.
 *
 * <p>{@link io.pgbelay.worker.prune.Pruning} is the order from beginning to end.
 */
@NullMarked
package io.pgbelay.worker.prune;

import org.jspecify.annotations.NullMarked;
