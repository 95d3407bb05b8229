/** Tests of this room, with real processes. */
@NullMarked
package io.pgbelay.playground.process;

import org.jspecify.annotations.NullMarked;
