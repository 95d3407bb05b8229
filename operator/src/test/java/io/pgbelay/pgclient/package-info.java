/** Tests of this room. */
@NullMarked
package io.pgbelay.pgclient;

import org.jspecify.annotations.NullMarked;
