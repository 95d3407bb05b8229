/**
 * Throw-away Postgres servers on loopback, made by {@code initdb} for the occasion, with a superuser who has a
 * password. The machine's own Postgres programs are used; Debian's are installed where there are none. As root the
 * server runs as another user, for Postgres refuses root.
 */
@NullMarked
package io.pgbelay.playground.postgres;

import org.jspecify.annotations.NullMarked;
