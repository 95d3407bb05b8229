/**
 * How one kind asks another: name, labels and spec of what is asked for, and the {@link io.pgbelay.ask.Answer} that is read
 * back. Pure; the asking itself is an action like any other.
 */
@NullMarked
package io.pgbelay.ask;

import org.jspecify.annotations.NullMarked;
