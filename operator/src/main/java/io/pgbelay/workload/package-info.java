/**
 * Deployments that belong to others: what they really run, how one image of theirs is set, whether a rollout is over, and
 * who else sets that image. Pure.
 */
@NullMarked
package io.pgbelay.workload;

import org.jspecify.annotations.NullMarked;
