/**
 * The verb {@code restore}: a backup becomes a database that did not exist. It is built under a temporary name, closed to
 * everybody, and gets its own name last. {@link io.pgbelay.worker.restore.Restoring} has the order of it on one page.
 *
 * <p>The verbs of a swap: {@code rehearse} looks, {@code swap} puts a database in the place of another ({@link
 * io.pgbelay.worker.restore.Swapping}), {@code settle} finds out what became of one whose worker died, {@code retire} ends
 * a database whose time is over.
 */
@NullMarked
package io.pgbelay.worker.restore;

import org.jspecify.annotations.NullMarked;
