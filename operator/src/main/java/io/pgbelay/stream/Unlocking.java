package io.pgbelay.stream;

import java.io.InputStream;
import java.util.ArrayList;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPBEEncryptedData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.bc.BcPBEDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.jcajce.JceSessionKeyDataDecryptorFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** Tries our keys on the locks of a message. The keys are the library's business, the bytes the JDK's. */
final class Unlocking {
    private Unlocking() {}

    /** The lock that opened, and what lies behind it. */
    record Opened(PGPEncryptedData message, InputStream clear) {}

    static Opened open(PGPEncryptedDataList locks, OpenPgpKeys keys) throws PGPException, Locked {
        var owners = new ArrayList<String>();
        for (var lock : locks) {
            if (!lock.isIntegrityProtected()) {
                throw new PGPException("the message has no MDC: nobody could tell whether it is whole");
            }
            var clear = lock instanceof PGPPublicKeyEncryptedData forOwner
                    ? byOwner(forOwner, keys)
                    : byPassphrase((PGPPBEEncryptedData) lock, keys.passphrase());
            if (clear != null) {
                return new Opened(lock, clear);
            }
            owners.add(name(lock));
        }
        throw new Locked("the backup opens with " + String.join(" or ", owners) + ", and not with what was given");
    }

    private static String name(PGPEncryptedData lock) {
        return lock instanceof PGPPublicKeyEncryptedData forOwner
                ? "the key %016X".formatted(forOwner.getKeyIdentifier().getKeyId())
                : "a passphrase";
    }

    private static @Nullable InputStream byOwner(PGPPublicKeyEncryptedData lock, OpenPgpKeys keys) throws PGPException {
        var named = lock.getKeyIdentifier().getKeyId();
        for (var key : keys.privateKeys(named)) {
            if (named != 0) {
                return lock.getDataStream(new ForOwner(key));
            }
            var tried = tried(() -> lock.getDataStream(new ForOwner(key)));
            if (tried != null) {
                return tried;
            }
        }
        return null;
    }

    private static @Nullable InputStream byPassphrase(PGPPBEEncryptedData lock, @Nullable String passphrase) {
        return passphrase == null ? null : tried(() -> lock.getDataStream(new ForPassphrase(passphrase)));
    }

    private interface Attempt {
        InputStream open() throws PGPException;
    }

    /** Null where the key does not fit: neither a passphrase nor a lock without a name says more than that. */
    private static @Nullable InputStream tried(Attempt attempt) {
        try {
            return attempt.open();
        } catch (PGPException | RuntimeException e) {
            return null;
        }
    }

    private static PGPDataDecryptor decryptor(boolean withMdc, int algorithm, byte[] key) throws PGPException {
        return new JceSessionKeyDataDecryptorFactoryBuilder()
                .build(new PGPSessionKey(algorithm, key))
                .createDataDecryptor(withMdc, algorithm, key);
    }

    private static final class ForOwner extends BcPublicKeyDataDecryptorFactory {
        ForOwner(PGPKeyPair key) {
            super(key);
        }

        @Override
        public PGPDataDecryptor createDataDecryptor(boolean withMdc, int algorithm, byte[] key) throws PGPException {
            return decryptor(withMdc, algorithm, key);
        }
    }

    private static final class ForPassphrase extends BcPBEDataDecryptorFactory {
        ForPassphrase(String passphrase) {
            super(passphrase.toCharArray(), new BcPGPDigestCalculatorProvider());
        }

        @Override
        public PGPDataDecryptor createDataDecryptor(boolean withMdc, int algorithm, byte[] key) throws PGPException {
            return decryptor(withMdc, algorithm, key);
        }
    }
}
