/** Tests of this room, with real processes. */
@NullMarked
package io.pgbelay.playground.s3;

import org.jspecify.annotations.NullMarked;
