package io.pgbelay.playground.control;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate with its key, and the authority that signed it. Who holds one is somebody to the control plane. */
public record Identity(X509Certificate certificate, PrivateKey key, X509Certificate authority) {

    /** {@code <name>.crt} and {@code <name>.key} in the folder. */
    void write(Path folder, String name) {
        try {
            Files.writeString(folder.resolve(name + ".crt"), certificatePem());
            Files.writeString(folder.resolve(name + ".key"), keyPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String certificatePem() {
        return pem(certificate);
    }

    /** The key in the form {@code EC PRIVATE KEY}: by it clients see which algorithm they need. */
    public String keyPem() {
        return keyPem(key);
    }

    public String authorityPem() {
        return pem(authority);
    }

    /** TLS that shows this identity and trusts the authority's certificates alone. */
    public SSLContext tls() {
        try {
            char[] none = new char[0];
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, none);
            own.setKeyEntry("own", key, none, new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, none);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, none);
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot set up TLS", e);
        }
    }

    /** The curve's name is written into the key itself, where some clients look for it. */
    static String keyPem(PrivateKey key) {
        try {
            BigInteger secret = ((java.security.interfaces.ECPrivateKey) key).getS();
            ECPrivateKey withCurve = new ECPrivateKey(256, secret, SECObjectIdentifiers.secp256r1);
            return pem(new PemObject("EC PRIVATE KEY", withCurve.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pem(Object thing) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(thing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
