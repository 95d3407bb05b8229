/**
 * A real control plane: etcd, kube-apiserver and kube-controller-manager as local processes on loopback, with
 * certificates made for the occasion. Found in {@code KUBEBUILDER_ASSETS} or built once from pinned Go modules. Nothing
 * in it is faked: admission, RBAC, CEL, the Job controller, Deployments and garbage collection are the real ones.
 * There is no scheduler and no kubelet: the room {@code node} stands in for both.
 */
@NullMarked
package io.pgbelay.playground.control;

import org.jspecify.annotations.NullMarked;
