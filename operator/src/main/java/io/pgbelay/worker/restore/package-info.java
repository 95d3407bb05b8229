/**
 * The verb {@code restore}: a backup becomes a database that did not exist. It is built under a temporary name, closed to
 * everybody, and gets its own name last. {@link io.pgbelay.worker.restore.Restoring} has the order of it on one page.
 */
@NullMarked
package io.pgbelay.worker.restore;

import org.jspecify.annotations.NullMarked;
