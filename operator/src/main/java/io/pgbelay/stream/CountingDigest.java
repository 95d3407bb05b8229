package io.pgbelay.stream;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How many bytes have passed, and their SHA-256. */
public final class CountingDigest {
    private final MessageDigest digest = sha256();
    private long bytes;

    /** Takes bytes in. */
    public void update(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
    }

    /** How many bytes there were so far. */
    public long bytes() {
        return bytes;
    }

    /** SHA-256 of all bytes, hex. To be asked once, at the end: asking starts it anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of a document, hex. */
    public static String of(byte[] document) {
        return HexFormat.of().formatHex(sha256().digest(document));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
