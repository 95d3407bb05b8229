/**
 * Promotion: a release on its way into an Environment, or back.
 *
 * <p>{@link io.pgbelay.promotion.PromotionPlanner} walks the steps of {@link io.pgbelay.promotion.step.Steps}: each step is
 * first written down as running, then looked at, then acted on, then recorded. Nothing is done before the plan is approved,
 * and nothing while another promotion has the turn.
 */
@NullMarked
package io.pgbelay.promotion;

import org.jspecify.annotations.NullMarked;
