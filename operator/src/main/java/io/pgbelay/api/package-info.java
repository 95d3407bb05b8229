/**
 * The words of pgBelay: its custom resources as records and enums, and the reasons for which they fail.
 *
 * <p>Ground floor: imports nothing of ours, holds no behaviour beyond predicates (never named {@code is*} or {@code
 * get*}, which would become properties of the CRD). Every room may import it. A new field starts here; its
 * description ends in its default, its constraint stands beside it, and {@code CrdsTest} writes the schema from it.
 */
@NullMarked
package io.pgbelay.api;

import org.jspecify.annotations.NullMarked;
