/**
 * pg_dump and pg_restore in the container beside us, across the shared folder: the argument vector goes in, bytes come
 * through named pipes, an exit code and the last words come back.
 *
 * <p>Called by the worker's verbs. A tool is one command class that knows its arguments; {@link
 * io.pgbelay.pgclient.ToolTroubles} knows what its last words mean. Every wait here has an end: the sidecar may be dead.
 */
@NullMarked
package io.pgbelay.pgclient;

import org.jspecify.annotations.NullMarked;
