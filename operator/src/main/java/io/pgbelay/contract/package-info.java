/**
 * What operator and worker say to each other, and what both say to the bucket.
 *
 * <p>An {@link io.pgbelay.contract.Order} goes into the Pod by environment, an {@link io.pgbelay.contract.Outcome} comes
 * back in the termination message, progress comes as JSON lines on stdout. {@link io.pgbelay.contract.Manifest} and
 * {@link io.pgbelay.contract.BucketLayout} are what outlives both. A new verb of the worker starts as a record here:
 * the sealed type then names every switch that has to know it. Pure.
 */
@NullMarked
package io.pgbelay.contract;

import org.jspecify.annotations.NullMarked;
