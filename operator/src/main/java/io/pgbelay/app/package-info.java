/**
 * The roof: {@code Main} with its entry words, and the wiring of the operator on one page. Imported by nobody.
 */
@NullMarked
package io.pgbelay.app;

import org.jspecify.annotations.NullMarked;
