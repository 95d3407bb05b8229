/**
 * Benchmarks that users can run: `make bench-control`. Figures are of one run on one machine, side by side with what others
 * do there; nothing here fails because it was slow.
 */
@NullMarked
package io.pgbelay.bench;

import org.jspecify.annotations.NullMarked;
