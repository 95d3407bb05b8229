/**
 * The steps of a promotion, one file each. A step is a pure function of what was seen: it says what it waits for, what is
 * to be done, or that it is done. A new step is a word in {@code api.StepName}, a file here and an arm in
 * {@link io.pgbelay.promotion.step.Steps}.
 */
@NullMarked
package io.pgbelay.promotion.step;

import org.jspecify.annotations.NullMarked;
