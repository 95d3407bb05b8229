package io.pgbelay.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What {@code openssl enc -aes-256-cbc} has written: {@code Salted__}, a salt of eight bytes, the blocks of the cipher.
 *
 * <p>Nothing in it says how the key was made of the passphrase. Each way is tried on the first blocks, and the one counts
 * under which something known begins. Nothing in it proves that it is whole, either, save the padding of the last block:
 * what lies below has to. Throws {@link Locked} where no way leads to anything, {@link Damaged} where the last block is none.
 */
public final class OpensslInput extends BulkInput {
    private static final int SALTED = 8;
    private static final int SALT = 8;
    private static final int BLOCK = 16;
    private static final int KEY = 32;
    private static final int BUFFER = 64 * 1024;

    /** How a key is made of a passphrase. */
    private enum Way {
        /** {@code -pbkdf2}, with the 10,000 rounds that are its default. */
        PBKDF2,
        /** The default since openssl 1.1.0. */
        SHA256,
        /** The default before. */
        MD5;

        byte[] keyAndVector(String passphrase, byte[] salt) throws GeneralSecurityException {
            return switch (this) {
                case PBKDF2 ->
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(
                                    new PBEKeySpec(passphrase.toCharArray(), salt, 10_000, (KEY + BLOCK) * Byte.SIZE))
                            .getEncoded();
                case SHA256 -> digests("SHA-256", passphrase, salt);
                case MD5 -> digests("MD5", passphrase, salt);
            };
        }

        /** {@code EVP_BytesToKey} with one round: digests of the one before, the passphrase and the salt. */
        private static byte[] digests(String algorithm, String passphrase, byte[] salt)
                throws GeneralSecurityException {
            var digest = MessageDigest.getInstance(algorithm);
            var made = new byte[0];
            var last = new byte[0];
            while (made.length < KEY + BLOCK) {
                digest.update(last);
                digest.update(passphrase.getBytes(StandardCharsets.UTF_8));
                last = digest.digest(salt);
                made = Arrays.copyOf(made, made.length + last.length);
                System.arraycopy(last, 0, made, made.length - last.length, last.length);
            }
            return Arrays.copyOf(made, KEY + BLOCK);
        }
    }

    private OpensslInput(InputStream clear) {
        super(clear);
    }

    /** Opens a message; reads as much of it as shows whether the passphrase fits. */
    public static InputStream open(InputStream message, String passphrase) throws IOException {
        var source = new BufferedInputStream(message, BUFFER);
        var head = source.readNBytes(SALTED + SALT);
        source.mark(Nature.ENOUGH);
        var beginning = source.readNBytes(Nature.ENOUGH);
        source.reset();
        try {
            var salt = Arrays.copyOfRange(head, SALTED, SALTED + SALT);
            for (var way : Way.values()) {
                var key = way.keyAndVector(passphrase, salt);
                if (Nature.unlocked(first(beginning, key)) != Nature.UNKNOWN) {
                    return new OpensslInput(new CipherInputStream(source, cipher(key, "PKCS5Padding")));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES, PBKDF2, SHA-256 and MD5", e);
        }
        throw new Locked("the file opens with the passphrase of openssl enc -aes-256-cbc, and not with what was given");
    }

    /** All whole blocks but the last one, which may be padded. */
    private static byte[] first(byte[] beginning, byte[] key) throws GeneralSecurityException {
        var blocks = Math.max(1, beginning.length / BLOCK - 1);
        return beginning.length < BLOCK ? new byte[0] : cipher(key, "NoPadding").doFinal(beginning, 0, blocks * BLOCK);
    }

    private static Cipher cipher(byte[] keyAndVector, String padding) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/" + padding);
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(keyAndVector, 0, KEY, "AES"),
                new IvParameterSpec(keyAndVector, KEY, BLOCK));
        return cipher;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw e.getCause() instanceof GeneralSecurityException broken ? new Damaged(broken) : e;
        }
    }
}
