/** Tests of the verb {@code restore}. */
@NullMarked
package io.pgbelay.worker.restore;

import org.jspecify.annotations.NullMarked;
