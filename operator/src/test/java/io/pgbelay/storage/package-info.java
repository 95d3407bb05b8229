/** Tests of this room. */
@NullMarked
package io.pgbelay.storage;

import org.jspecify.annotations.NullMarked;
