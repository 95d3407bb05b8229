/**
 * One deed, told by each mouth: the Event, the audit line. Touches the world, after the status has been patched.
 *
 * <p>A further channel is one file here and one call in {@link io.pgbelay.news.News}.
 */
@NullMarked
package io.pgbelay.news;

import org.jspecify.annotations.NullMarked;
