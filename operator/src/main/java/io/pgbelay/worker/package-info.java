/**
 * The worker: one process that carries one {@link io.pgbelay.contract.Order} out and says how it ended.
 *
 * <p>{@code app.Main} calls {@link io.pgbelay.worker.Worker#run}. A verb is a package of its own below this one with one
 * entry, named in Worker's switch; what every verb has at hand is an {@link io.pgbelay.worker.Errand}. Whatever happens,
 * an {@link io.pgbelay.contract.Outcome} is written, and the exit code is 0 only where it says success.
 */
@NullMarked
package io.pgbelay.worker;

import org.jspecify.annotations.NullMarked;
