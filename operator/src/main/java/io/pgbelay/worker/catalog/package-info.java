/** The verb {@code catalog}: look through the storage for backups of a schedule, and believe nothing that lies there. */
@NullMarked
package io.pgbelay.worker.catalog;

import org.jspecify.annotations.NullMarked;
