/**
 * A stand-in for a kubelet and a scheduler: it binds every Pod to itself and runs the containers as local processes,
 * for trying and testing on a laptop. Lifecycle, status, volumes, environment, logs and waiting reasons are those of a
 * kubelet; isolation is not there. securityContext, resource limits, ports and images' file systems are ignored: the
 * caller tells which command stands for which image, and mount paths become host paths in the values of environment
 * variables (not in arguments, save through {@code $(NAME)}, and not in what comes from a Secret).
 */
@NullMarked
package io.pgbelay.playground.node;

import org.jspecify.annotations.NullMarked;
