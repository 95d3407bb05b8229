package io.pgbelay.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What bytes are, told from how they begin. A name may lie, and often says nothing. */
public enum Nature {
    /** Written by {@code openssl enc}. */
    OPENSSL,
    /** An encrypted OpenPGP message, armored or not. */
    OPENPGP,
    GZIP,
    ZSTD,
    /** {@code pg_dump --format=custom}. */
    ARCHIVE,
    /** {@code pg_dump --format=tar}. */
    TAR,
    /** Text, as of a script for psql. */
    SCRIPT,
    UNKNOWN;

    /** So many bytes are enough to tell. */
    public static final int ENOUGH = 512;

    private static final int TAR_MARK = 257;
    private static final int LEAST_TEXT = 16;

    /** Tells it from the first {@link #ENOUGH} bytes, or from all where there are fewer. */
    public static Nature of(byte[] beginning) {
        if (begins(beginning, "Salted__")) {
            return OPENSSL;
        }
        return openPgp(beginning) ? OPENPGP : unlocked(beginning);
    }

    /** The same for what cannot be locked once more: then a wrong key is told from the right one for sure. */
    static Nature unlocked(byte[] beginning) {
        if (begins(beginning, 0x1f, 0x8b, 0x08)) {
            return GZIP;
        }
        if (begins(beginning, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        if (begins(beginning, "PGDMP")) {
            return ARCHIVE;
        }
        if (begins(beginning, "toc.dat") && stands(beginning, TAR_MARK, "ustar")) {
            return TAR;
        }
        return text(beginning) ? SCRIPT : UNKNOWN;
    }

    /** Its first packet holds a key for somebody: tag 1 or 3, in the old form or in the new. */
    private static boolean openPgp(byte[] bytes) {
        if (begins(bytes, "-----BEGIN PGP MESSAGE-----")) {
            return true;
        }
        var first = bytes.length == 0 ? 0 : bytes[0] & 0xff;
        var tag = first >= 0xc0 ? first & 0x3f : (first & 0x3f) >> 2;
        return first >= 0x80 && (tag == 1 || tag == 3);
    }

    /** Texts in other encodings than ASCII are mostly ASCII, too. Noise is not, and has control characters. */
    private static boolean text(byte[] bytes) {
        var letters = 0;
        for (byte b : bytes) {
            if ((b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') || b == 0x7f) {
                return false;
            }
            letters += b > 0 ? 1 : 0;
        }
        return bytes.length >= LEAST_TEXT && letters * 4 >= bytes.length * 3;
    }

    private static boolean begins(byte[] bytes, String word) {
        return stands(bytes, 0, word);
    }

    private static boolean begins(byte[] bytes, int... mark) {
        var same = bytes.length >= mark.length;
        for (int i = 0; same && i < mark.length; i++) {
            same = (bytes[i] & 0xff) == mark[i];
        }
        return same;
    }

    private static boolean stands(byte[] bytes, int at, String word) {
        var mark = word.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= at + mark.length && Arrays.equals(Arrays.copyOfRange(bytes, at, at + mark.length), mark);
    }
}
