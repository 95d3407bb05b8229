/**
 * The verb {@code dump}: look for an earlier end of this run, clear up after dead ones, check, fence, hold a snapshot,
 * stream pg_dump into the store, read it back, write the manifest. {@link io.pgbelay.worker.dump.Dumping} has the order
 * of it on one page.
 */
@NullMarked
package io.pgbelay.worker.dump;

import org.jspecify.annotations.NullMarked;
