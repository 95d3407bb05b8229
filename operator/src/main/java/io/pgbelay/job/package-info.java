/**
 * The Pods of all our Jobs: how they are built, and what is read back from them. Pure.
 *
 * <p>{@link io.pgbelay.job.WorkerJob} builds; {@link io.pgbelay.job.JobOutcome} judges by the state of the mover;
 * {@link io.pgbelay.job.Attempts} says what follows. A new storage backend is one arm in
 * {@link io.pgbelay.job.StorageAccess}.
 */
@NullMarked
package io.pgbelay.job;

import org.jspecify.annotations.NullMarked;
