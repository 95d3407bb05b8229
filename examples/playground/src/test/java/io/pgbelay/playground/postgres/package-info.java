/** Tests of this room, with real processes. */
@NullMarked
package io.pgbelay.playground.postgres;

import org.jspecify.annotations.NullMarked;
