/** Tests of this room, with real processes. */
@NullMarked
package io.pgbelay.playground.control;

import org.jspecify.annotations.NullMarked;
