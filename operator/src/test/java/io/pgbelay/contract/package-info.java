/** Tests of this room. */
@NullMarked
package io.pgbelay.contract;

import org.jspecify.annotations.NullMarked;
