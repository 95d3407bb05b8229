/**
 * BackupSchedule: which tick is due, and the BackupRun that it becomes.
 *
 * <p>The planner folds two parts: {@link io.pgbelay.schedule.Ticks} (cron, missed times, the trigger) and
 * {@link io.pgbelay.schedule.History} (what the runs say). Other rooms talk to this one through the API server.
 */
@NullMarked
package io.pgbelay.schedule;

import org.jspecify.annotations.NullMarked;
