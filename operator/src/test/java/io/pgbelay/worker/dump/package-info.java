/** Tests of the verb {@code dump}. */
@NullMarked
package io.pgbelay.worker.dump;

import org.jspecify.annotations.NullMarked;
