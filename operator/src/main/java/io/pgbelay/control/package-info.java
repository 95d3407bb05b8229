/**
 * The grammar of every control loop: observe, decide, execute, patch the status, tell the news, say what is next.
 *
 * <p>Resource rooms write planners that are pure and return a {@link io.pgbelay.control.Decision}; what touches the
 * world on their behalf is here.
 */
@NullMarked
package io.pgbelay.control;

import org.jspecify.annotations.NullMarked;
