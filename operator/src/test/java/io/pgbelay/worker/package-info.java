/**
 * The worker as it ships: {@code target/image/bin/pgbelay} as a process on the {@link io.pgbelay.rig}, against a real Postgres
 * and an S3 server.
 */
@NullMarked
package io.pgbelay.worker;

import org.jspecify.annotations.NullMarked;
