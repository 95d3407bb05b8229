package io.pgbelay.stream;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/** What we may try on an OpenPGP message: private keys, a passphrase, or both. */
public final class OpenPgpKeys {
    private final List<PGPKeyPair> privateKeys;
    private final @Nullable String passphrase;

    private OpenPgpKeys(List<PGPKeyPair> privateKeys, @Nullable String passphrase) {
        this.privateKeys = List.copyOf(privateKeys);
        this.passphrase = passphrase;
    }

    /** The passphrase alone. */
    public static OpenPgpKeys of(String passphrase) {
        return new OpenPgpKeys(List.of(), passphrase);
    }

    /**
     * Private keys from a file.
     *
     * @param passphrase opens those that are protected, and messages that are encrypted by it
     * @throws UnusableKey where there is none, or where the passphrase does not open one that is protected
     */
    public static OpenPgpKeys of(byte[] file, @Nullable String passphrase) throws UnusableKey {
        var keys = new ArrayList<PGPKeyPair>();
        for (var key : secretKeys(file)) {
            unlock(key, passphrase, keys);
        }
        if (keys.isEmpty()) {
            throw new UnusableKey("there is no private key for decryption in the file");
        }
        return new OpenPgpKeys(keys, passphrase);
    }

    private static List<PGPSecretKey> secretKeys(byte[] file) throws UnusableKey {
        var keys = new ArrayList<PGPSecretKey>();
        for (var object : KeyFile.read(file)) {
            if (object instanceof PGPSecretKeyRing ring) {
                ring.forEach(keys::add);
            }
        }
        return keys;
    }

    private static void unlock(PGPSecretKey key, @Nullable String passphrase, List<PGPKeyPair> keys)
            throws UnusableKey {
        if (key.isPrivateKeyEmpty() || !key.getPublicKey().isEncryptionKey()) {
            return;
        }
        var id = "%016X".formatted(key.getKeyID());
        if (key.getKeyEncryptionAlgorithm() != 0 && passphrase == null) {
            throw new UnusableKey("the private key " + id + " is protected: name its passphrase, too");
        }
        try {
            var opener = new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                    .build(passphrase == null ? new char[0] : passphrase.toCharArray());
            keys.add(new PGPKeyPair(key.getPublicKey(), key.extractPrivateKey(opener)));
        } catch (PGPException e) {
            throw new UnusableKey("the passphrase does not open the private key " + id, e);
        }
    }

    /** Those that may fit a message for this key; a message that hides for whom it is may be for any. */
    List<PGPKeyPair> privateKeys(long keyId) {
        return privateKeys.stream()
                .filter(key -> keyId == 0 || key.getKeyID() == keyId)
                .toList();
    }

    @Nullable
    String passphrase() {
        return passphrase;
    }
}
