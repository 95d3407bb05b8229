/**
 * Brings a good backup into another storage: its objects as they lie there, the manifest last, so that the copy is a backup
 * by itself.
 *
 * <p>{@link io.pgbelay.worker.copy.Copying} is the order from beginning to end, {@link io.pgbelay.worker.copy.Relocation}
 * what a manifest says elsewhere.
 */
@NullMarked
package io.pgbelay.worker.copy;

import org.jspecify.annotations.NullMarked;
