/**
 * What we ask and tell Postgres over JDBC: reachability, preflight, the fence, the holder of the snapshot, the shape of a
 * database, the making and naming of a new one.
 *
 * <p>Called by the worker's verbs. SQL that concerns one subject stands in one class; every statement is text that can be
 * tried in psql. Methods throw {@link java.sql.SQLException} as it comes, and {@link io.pgbelay.postgres.SqlTroubles}
 * knows the word of the API for it.
 */
@NullMarked
package io.pgbelay.postgres;

import org.jspecify.annotations.NullMarked;
