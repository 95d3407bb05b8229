/**
 * What Prometheus reads. Gauges are derived from the resources at each scrape, so that they are right again after a
 * restart and absent where nothing is known; counters and histograms are told by {@code news}, because retention takes
 * the records away that they would be derived from.
 *
 * <p>A further gauge is one line in {@link io.pgbelay.metrics.ScheduleGauges}, a further counter one in {@link
 * io.pgbelay.metrics.Tally}.
 */
@NullMarked
package io.pgbelay.metrics;

import org.jspecify.annotations.NullMarked;
