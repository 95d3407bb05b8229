/**
 * Processes that never outlive us. Every child is the leader of its own session, is written down in a {@link
 * io.pgbelay.playground.process.Household}'s directory with the time of its start, and ends with its whole session:
 * when it is stopped, when the household closes, when the JVM is killed (an undertaker, a shell that waits for our
 * end, sees to that), and at the latest when the next playground starts ({@link
 * io.pgbelay.playground.process.Leftovers}). Reads {@code /proc}, so this is for Linux.
 */
@NullMarked
package io.pgbelay.playground.process;

import org.jspecify.annotations.NullMarked;
