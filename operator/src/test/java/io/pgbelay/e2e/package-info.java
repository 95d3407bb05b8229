/**
 * {@code make e2e}: the story as users live it, on any cluster that KUBECONFIG names and whose nodes have the images.
 *
 * <p>The chart by Helm, the operator in its own image under its own rights, Postgres and an S3 server as Pods, real
 * containers under Pod Security "restricted". A {@link io.pgbelay.e2e.Chapter} for each part; each writes what it saw
 * into {@link io.pgbelay.e2e.Findings}.
 */
@NullMarked
package io.pgbelay.e2e;

import org.jspecify.annotations.NullMarked;
