/**
 * The vocabulary of Kubernetes objects: names, labels, owners, conditions. Pure.
 *
 * <p>Every child's name is a pure function of its parent, so that a second pass finds what the first one made.
 */
@NullMarked
package io.pgbelay.kube;

import org.jspecify.annotations.NullMarked;
