/** Tests of this room. */
@NullMarked
package io.pgbelay.archive;

import org.jspecify.annotations.NullMarked;
