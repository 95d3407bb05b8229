/**
 * Environment: what runs there, what ran before, what may not come again, and whose turn it is.
 *
 * <p>It is the one writer of that: Promotions say in their own status what they deploy, and act only when this room has
 * given them the turn and has written down what they are about to do. So what happened is known even when the Promotion
 * that did it is gone. {@link io.pgbelay.environment.Releases} folds, {@link io.pgbelay.environment.Turns} gives turns.
 */
@NullMarked
package io.pgbelay.environment;

import org.jspecify.annotations.NullMarked;
