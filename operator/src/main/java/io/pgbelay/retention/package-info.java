/**
 * Which backups stay and which may go: a function of the policy, the backups and the time. Pure.
 *
 * <p>A further rule is a field in {@code api.Retention} and one line in {@link io.pgbelay.retention.Rules}; a further
 * floor one in {@link io.pgbelay.retention.Floor}. Who deletes, and when, is decided elsewhere.
 */
@NullMarked
package io.pgbelay.retention;

import org.jspecify.annotations.NullMarked;
