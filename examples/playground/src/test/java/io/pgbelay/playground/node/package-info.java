/** Tests of this room, with real processes. */
@NullMarked
package io.pgbelay.playground.node;

import org.jspecify.annotations.NullMarked;
