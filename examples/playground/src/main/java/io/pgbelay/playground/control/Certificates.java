package io.pgbelay.playground.control;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate authority of one playground: made at its start, never written down beyond it. */
public final class Certificates {

    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair keys;
    private final X500Name subject = new X500Name("CN=playground");
    private final X509Certificate certificate;

    public Certificates() {
        try {
            keys = newKeys();
            X509v3CertificateBuilder builder = builder(subject, keys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            certificate = sign(builder);
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot make the certificate authority", e);
        }
    }

    /**
     * Signs a new identity, good for serving and for asking.
     *
     * @param subject distinguished name: CN is the user, O the group
     * @param addresses IP addresses or host names it may serve under
     */
    public Identity issue(String subject, List<String> addresses) {
        try {
            KeyPair own = newKeys();
            X509v3CertificateBuilder builder = builder(new X500Name(subject), own)
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }));
            if (!addresses.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(addresses));
            }
            return new Identity(sign(builder), own.getPrivate(), certificate);
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot issue a certificate for " + subject, e);
        }
    }

    public Identity issue(String subject) {
        return issue(subject, List.of());
    }

    Identity authority() {
        return new Identity(certificate, keys.getPrivate(), certificate);
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curves", e);
        }
    }

    private X509v3CertificateBuilder builder(X500Name holder, KeyPair own) {
        Instant now = Instant.now();
        // An hour back, for clocks that were set a moment ago.
        return new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(120, RANDOM),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(LIFETIME)),
                holder,
                own.getPublic());
    }

    private X509Certificate sign(X509v3CertificateBuilder builder) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    private static GeneralNames names(List<String> addresses) {
        return new GeneralNames(addresses.stream()
                .map(address -> new GeneralName(
                        Character.isDigit(address.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName, address))
                .toArray(GeneralName[]::new));
    }
}
