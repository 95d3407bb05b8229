package io.pgbelay.playground.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;

/** The folder of keys that the control plane's programs read. */
record Pki(Path folder, Certificates certificates, Identity admin) {

    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """;

    static Pki write(Path folder, String url, Map<String, String> people) {
        Certificates certificates = new Certificates();
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            certificates.authority().write(folder, "ca");
            certificates
                    .issue(
                            // The API server asks the node for logs with this one, and the node lets no other in.
                            "CN=kube-apiserver,O=system:masters",
                            List.of("127.0.0.1", "localhost", "kubernetes", "kubernetes.default.svc"))
                    .write(folder, "apiserver");
            Kubeconfig.forIdentity(
                    folder.resolve("controller-manager.conf"),
                    url,
                    certificates.issue("CN=system:kube-controller-manager"));
            KeyPair serviceAccounts = Certificates.newKeys();
            Files.writeString(folder.resolve("service-accounts.key"), Identity.keyPem(serviceAccounts.getPrivate()));
            Files.writeString(folder.resolve("service-accounts.pub"), Identity.pem(serviceAccounts.getPublic()));
            Files.writeString(folder.resolve("audit-policy.yaml"), AUDIT_POLICY);
            People.write(folder.resolve("people.csv"), people);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write keys into " + folder, e);
        }
        return new Pki(folder, certificates, certificates.issue("CN=admin,O=system:masters"));
    }
}
