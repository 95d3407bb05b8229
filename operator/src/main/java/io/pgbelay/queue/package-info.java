/**
 * Who may start: a function of who waits, who is at work, and how many may be at once. Pure.
 *
 * <p>{@link io.pgbelay.queue.Turns} is the whole of it; a further limit is one more arm of {@link
 * io.pgbelay.queue.Turn} and one line there.
 */
@NullMarked
package io.pgbelay.queue;

import org.jspecify.annotations.NullMarked;
