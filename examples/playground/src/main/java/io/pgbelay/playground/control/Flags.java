package io.pgbelay.playground.control;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the three programs.
 *
 * @param pki the folder with keys and certificates
 */
record Flags(Path directory, Path pki, int port, int etcdPort, int etcdPeerPort) {

    List<String> etcd() {
        String peer = "http://127.0.0.1:" + etcdPeerPort;
        return List.of(
                "--data-dir=" + directory.resolve("etcd"),
                "--unsafe-no-fsync",
                "--listen-client-urls=" + etcdUrl(),
                "--advertise-client-urls=" + etcdUrl(),
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
    }

    List<String> apiServer(boolean audit) {
        List<String> flags = new ArrayList<>(List.of(
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                // The service "kubernetes" would need an address that is not loopback.
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--etcd-servers=" + etcdUrl(),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--tls-cert-file=" + pki.resolve("apiserver.crt"),
                "--tls-private-key-file=" + pki.resolve("apiserver.key"),
                "--client-ca-file=" + pki.resolve("ca.crt"),
                "--token-auth-file=" + pki.resolve("people.csv"),
                "--kubelet-client-certificate=" + pki.resolve("apiserver.crt"),
                "--kubelet-client-key=" + pki.resolve("apiserver.key"),
                "--kubelet-certificate-authority=" + pki.resolve("ca.crt"),
                "--kubelet-preferred-address-types=InternalIP",
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--allow-privileged",
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + pki.resolve("service-accounts.pub"),
                "--service-account-signing-key-file=" + pki.resolve("service-accounts.key")));
        if (audit) {
            flags.add("--audit-policy-file=" + pki.resolve("audit-policy.yaml"));
            flags.add("--audit-log-path=" + directory.resolve("audit.log"));
        }
        return flags;
    }

    List<String> controllerManager() {
        return List.of(
                "--kubeconfig=" + pki.resolve("controller-manager.conf"),
                "--use-service-account-credentials",
                "--service-account-private-key-file=" + pki.resolve("service-accounts.key"),
                "--root-ca-file=" + pki.resolve("ca.crt"),
                "--cluster-signing-cert-file=" + pki.resolve("ca.crt"),
                "--cluster-signing-key-file=" + pki.resolve("ca.key"),
                "--leader-elect=false",
                "--secure-port=0",
                // The defaults make the start slow: each controller gets its own service account first.
                "--kube-api-qps=500",
                "--kube-api-burst=1000");
    }

    private String etcdUrl() {
        return "http://127.0.0.1:" + etcdPort;
    }
}
