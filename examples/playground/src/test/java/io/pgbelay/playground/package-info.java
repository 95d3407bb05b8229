/** Tests of the playground as a whole: real processes, one at a time. */
@NullMarked
package io.pgbelay.playground;

import org.jspecify.annotations.NullMarked;
