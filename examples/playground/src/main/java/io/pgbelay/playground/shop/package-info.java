/**
 * A small application to release: it answers over HTTP what a shop has sold, and brings its schema along as migrations by
 * Flyway. Its third version is a bad one, on purpose.
 */
@NullMarked
package io.pgbelay.playground.shop;

import org.jspecify.annotations.NullMarked;
