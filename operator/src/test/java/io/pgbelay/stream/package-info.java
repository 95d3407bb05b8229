/** Tests of this room. */
@NullMarked
package io.pgbelay.stream;

import org.jspecify.annotations.NullMarked;
