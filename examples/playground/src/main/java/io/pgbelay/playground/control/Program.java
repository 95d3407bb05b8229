package io.pgbelay.playground.control;

/** What the control plane consists of, with the Go package that each program is built from. */
enum Program {
    ETCD("etcd", "go.etcd.io/etcd/server/v3"),
    API_SERVER("kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver"),
    CONTROLLER_MANAGER("kube-controller-manager", "k8s.io/kubernetes/cmd/kube-controller-manager"),
    KUBECTL("kubectl", "k8s.io/kubernetes/cmd/kubectl");

    private final String file;
    private final String goPackage;

    Program(String file, String goPackage) {
        this.file = file;
        this.goPackage = goPackage;
    }

    String file() {
        return file;
    }

    String goPackage() {
        return goPackage;
    }
}
