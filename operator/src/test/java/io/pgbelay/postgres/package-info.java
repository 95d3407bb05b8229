/** Tests of this room. */
@NullMarked
package io.pgbelay.postgres;

import org.jspecify.annotations.NullMarked;
