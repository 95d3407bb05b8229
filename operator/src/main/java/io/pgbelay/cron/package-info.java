/**
 * When a schedule is due: five cron fields as Kubernetes' CronJob reads them, macros, {@code @every}, and {@code H}.
 *
 * <p>Pure, imports nothing of ours; any room of the operator may ask {@link io.pgbelay.cron.Cron}. A new way to write
 * a field starts in {@code Field}; a new way to turn written times into instants is one more {@code Ticks}.
 */
@NullMarked
package io.pgbelay.cron;

import org.jspecify.annotations.NullMarked;
