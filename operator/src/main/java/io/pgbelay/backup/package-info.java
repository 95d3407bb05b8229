/**
 * BackupRun: from its creation to its end, through as many Jobs as it takes.
 *
 * <p>{@link io.pgbelay.backup.Start} says whether and with which template it begins, {@code job.Attempts} what follows
 * from each Job, {@link io.pgbelay.backup.BackupJob} what a Job is told. Other rooms talk to this one through the API
 * server.
 */
@NullMarked
package io.pgbelay.backup;

import org.jspecify.annotations.NullMarked;
