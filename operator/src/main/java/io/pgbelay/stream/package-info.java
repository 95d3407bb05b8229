/**
 * Stages that bytes pass through: digests, zstd frames, gzip, OpenPGP, what openssl wrote. No I/O of their own: a stage writes to the
 * next one or reads from the one before.
 *
 * <p>Called by the worker's verbs. A new stage is one {@link io.pgbelay.stream.StageOutput} for the
 * way out and one {@link java.io.InputStream} for the way back.
 */
@NullMarked
package io.pgbelay.stream;

import org.jspecify.annotations.NullMarked;
