/**
 * What tests of the worker stand on: {@link io.pgbelay.rig.LocalPod} is a Pod of ours as two processes (the shipped image
 * and the loop of the container with the tools), {@link io.pgbelay.rig.Servers} a real Postgres and an S3 server, {@link
 * io.pgbelay.rig.Given} the orders as the operator writes them.
 */
@NullMarked
package io.pgbelay.rig;

import org.jspecify.annotations.NullMarked;
