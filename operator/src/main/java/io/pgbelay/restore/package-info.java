/**
 * RestoreRequest: which backup comes back, into which database, and the Jobs that do it.
 *
 * <p>{@link io.pgbelay.restore.Plan} resolves everything once, before anything is started; {@code job.Attempts} says
 * what follows from each Job; {@link io.pgbelay.restore.RestoreJobs} is what a Job is told.
 */
@NullMarked
package io.pgbelay.restore;

import org.jspecify.annotations.NullMarked;
