/**
 * The worker as it ships: each test starts {@code target/image/bin/pgbelay} as a process, beside the loop of the container
 * with the tools, against a real Postgres and an S3 server. {@link io.pgbelay.worker.LocalPod} is such a Pod, {@link
 * io.pgbelay.worker.Servers} what it talks to.
 */
@NullMarked
package io.pgbelay.worker;

import org.jspecify.annotations.NullMarked;
