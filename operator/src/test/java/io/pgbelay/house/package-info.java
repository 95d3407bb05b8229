/**
 * The house's own rules, as tests: what is generated stands in its file, what is written down is true, and the walls
 * between the rooms hold.
 *
 * <p>Tests only. What can be generated is compared by {@code Golden}, which rewrites the file when {@code UPDATE=1} is
 * set. A new rule is one more test here, with a sentence that says why.
 */
@NullMarked
package io.pgbelay.house;

import org.jspecify.annotations.NullMarked;
