/**
 * What the operator is told at its start: one record, all defaults on one page. Imports nothing of ours.
 */
@NullMarked
package io.pgbelay.config;

import org.jspecify.annotations.NullMarked;
