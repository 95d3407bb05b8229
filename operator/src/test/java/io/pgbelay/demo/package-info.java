/**
 * The demo that a newcomer runs, and the world that it shares with the tests of the loop: a playground with our CRDs,
 * our chart's RBAC and our operator, under its own service account and no other rights.
 */
@NullMarked
package io.pgbelay.demo;

import org.jspecify.annotations.NullMarked;
