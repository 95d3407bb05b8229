/**
 * A laptop's Kubernetes with Postgres and S3, by one command: {@link io.pgbelay.playground.Playground} starts a real
 * control plane (etcd, kube-apiserver, kube-controller-manager), a node that runs Pods as local processes, a throw-away
 * Postgres and an S3 server, all on loopback and below one temporary directory, and leaves nothing behind. For trying
 * and testing; the node isolates nothing. What runs on it is told by the caller.
 */
@NullMarked
package io.pgbelay.playground;

import org.jspecify.annotations.NullMarked;
