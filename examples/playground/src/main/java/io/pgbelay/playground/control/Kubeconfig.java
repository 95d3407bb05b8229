package io.pgbelay.playground.control;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Kubeconfig files, readable by their owner alone. */
public final class Kubeconfig {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Kubeconfig() {}

    /** For whoever holds the token, say of a service account. */
    public static Path forToken(Path file, ControlPlane plane, String token) {
        return forToken(file, plane.url(), plane, token);
    }

    /** The same, by another way to the control plane than the straight one. */
    public static Path forToken(Path file, String url, ControlPlane plane, String token) {
        return write(
                file,
                url,
                plane.authorityPem(),
                new AuthInfoBuilder().withToken(token).build());
    }

    static Path forIdentity(Path file, String url, Identity identity) {
        return write(
                file,
                url,
                identity.authorityPem(),
                new AuthInfoBuilder()
                        .withClientCertificateData(base64(identity.certificatePem()))
                        .withClientKeyData(base64(identity.keyPem()))
                        .build());
    }

    private static Path write(Path file, String url, String authorityPem, AuthInfo user) {
        Config config = new ConfigBuilder()
                .addNewCluster()
                .withName("playground")
                .withNewCluster()
                .withServer(url)
                .withCertificateAuthorityData(base64(authorityPem))
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName("playground")
                .withUser(user)
                .endUser()
                .addNewContext()
                .withName("playground")
                .withNewContext()
                .withCluster("playground")
                .withUser("playground")
                .endContext()
                .endContext()
                .withCurrentContext("playground")
                .build();
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, OWNER_ONLY);
            return Files.writeString(file, Serialization.asYaml(config), StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
