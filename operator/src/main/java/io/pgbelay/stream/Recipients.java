package io.pgbelay.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/**
 * For whom a message is encrypted: of each owner the newest key that is meant for encryption, bound by a good signature,
 * neither expired nor revoked. One owner without such a key spoils the whole: he would find out only when he needs it.
 */
@SuppressWarnings("JavaUtilDate") // the library asks for it
public final class Recipients {
    private final List<PGPPublicKey> keys;

    private Recipients(List<PGPPublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * From a file of public keys, armored or not, several in any form.
     *
     * @throws UnusableKey where there is none, where one cannot be encrypted for, or where a private key is among them
     */
    public static Recipients read(byte[] file, Instant now) throws UnusableKey {
        var keys = new ArrayList<PGPPublicKey>();
        for (var object : KeyFile.read(file)) {
            if (object instanceof PGPSecretKeyRing) {
                throw new UnusableKey("a private key lies among the recipients: put nothing but public keys there");
            }
            if (object instanceof PGPPublicKeyRing ring) {
                keys.add(usable(new OpenPGPCertificate(ring, new BcOpenPGPImplementation()), Date.from(now)));
            }
        }
        if (keys.isEmpty()) {
            throw new UnusableKey("there is no public key in the file of recipients");
        }
        return new Recipients(keys);
    }

    /** Fingerprints of the encryption keys, hex. */
    public List<String> fingerprints() {
        return keys.stream().map(Recipients::fingerprint).toList();
    }

    List<PGPPublicKey> keys() {
        return keys;
    }

    private static PGPPublicKey usable(OpenPGPCertificate owner, Date now) throws UnusableKey {
        var primary = owner.getPrimaryKey();
        var until = primary.getKeyExpirationDateAt(now);
        if (primary.getPGPPublicKey().hasRevocation()) {
            throw new UnusableKey(name(owner) + " was revoked");
        }
        if (until != null && until.before(now)) {
            throw new UnusableKey(name(owner) + " expired at " + until.toInstant());
        }
        return owner.getEncryptionKeys(now).stream()
                .map(OpenPGPComponentKey::getPGPPublicKey)
                .filter(PGPPublicKey::isEncryptionKey)
                .max(Comparator.comparing(PGPPublicKey::getCreationTime))
                .orElseThrow(() -> new UnusableKey(name(owner) + " " + why(owner, now)));
    }

    /** What became of the keys that were meant for encryption. */
    private static String why(OpenPGPCertificate owner, Date now) {
        var known = new ArrayList<String>();
        for (var subkey : owner.getSubkeys().values()) {
            var key = subkey.getPGPPublicKey();
            var until = subkey.getKeyExpirationDateAt(now);
            if (key.isEncryptionKey() && key.hasRevocation()) {
                known.add(id(key) + " was revoked");
            } else if (key.isEncryptionKey() && until != null && until.before(now)) {
                known.add(id(key) + " expired at " + until.toInstant());
            }
        }
        return "has no key for encryption that is good now" + (known.isEmpty() ? "" : ": " + String.join(", ", known));
    }

    private static String name(OpenPGPCertificate owner) {
        var people = owner.getPrimaryKey().getUserIDs();
        return "the key " + id(owner.getPrimaryKey().getPGPPublicKey())
                + (people.isEmpty() ? "" : " of " + people.getFirst().getUserId());
    }

    private static String id(PGPPublicKey key) {
        return "%016X".formatted(key.getKeyID());
    }

    private static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().formatHex(key.getFingerprint()).toUpperCase(Locale.ROOT);
    }
}
