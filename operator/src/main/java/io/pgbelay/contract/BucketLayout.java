package io.pgbelay.contract;

import io.pgbelay.api.BackupTemplate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of objects: one flat, sortable, human name for each backup.
 *
 * <pre>
 * &lt;prefix&gt;/&lt;stage&gt;_&lt;database&gt;_&lt;yyyymmdd_hhmmss&gt;_&lt;uid8&gt;-&lt;attempt&gt;.dump.zst
 * &lt;prefix&gt;/&lt;stage&gt;_&lt;database&gt;_&lt;yyyymmdd_hhmmss&gt;_&lt;uid8&gt;.manifest.json
 * </pre>
 *
 * The time is the snapshot's, in UTC. Two runs never share a key, nor do two attempts.
 */
public record BucketLayout(String prefix, String stage, String database) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern STEM = Pattern.compile("^.*_[0-9]{8}_[0-9]{6}_[0-9a-f]{8}(?=[-.])");
    private static final Pattern RUN = Pattern.compile("[0-9]{8}_[0-9]{6}_[0-9a-f]{8}");
    private static final Pattern ATTEMPT = Pattern.compile("[0-9]{8}_[0-9]{6}_[0-9a-f]{8}-[0-9]+"
            + "(\\.s[0-9]+)?(\\.p[0-9]+)?\\.(dump|sql)(\\.zst|\\.gz)?(\\.gpg)?(\\.sha256)?");
    private static final int LONGEST_PART = 80;
    private static final String MANIFEST = ".manifest.json";

    /** Where the backups of this template go that are made in a namespace. */
    public static BucketLayout of(BackupTemplate template, String namespace) {
        return new BucketLayout(
                template.storage().place().prefix(),
                template.stageOr(namespace),
                template.database().name());
    }

    /** What the keys of all backups of this database begin with. */
    public String family() {
        return (prefix.isEmpty() ? "" : prefix + "/") + part(stage) + "_" + part(database) + "_";
    }

    /** Before the first key that a backup with a snapshot at or after this time can have. */
    public String familyFrom(Instant snapshot) {
        return family() + STAMP.format(snapshot);
    }

    /** Key of the data object of an attempt. */
    public String data(Instant snapshot, String uid8, int attempt, String extension) {
        return familyFrom(snapshot) + "_" + uid8 + "-" + attempt + "." + extension;
    }

    /**
     * What stands between the attempt and the format of one of several data objects.
     *
     * @param stream 0 for the first or only one
     * @param piece 1 for the first or only one of the stream
     */
    public static String between(int stream, int piece) {
        return (stream == 0 ? "" : "s" + stream + ".") + (piece == 1 ? "" : "p" + piece + ".");
    }

    /** Key of the manifest of a run. */
    public String manifest(Instant snapshot, String uid8) {
        return familyFrom(snapshot) + "_" + uid8 + MANIFEST;
    }

    /** Whether a key is the name of this run's manifest, whatever its snapshot's time. */
    public boolean manifestOf(String key, String uid8) {
        return key.startsWith(family()) && key.endsWith("_" + uid8 + MANIFEST);
    }

    /** Whether a key is the name of a data object of some attempt of this run. */
    public boolean dataOf(String key, String uid8) {
        return key.startsWith(family())
                && key.substring(family().length()).matches("[0-9]{8}_[0-9]{6}_" + uid8 + "-[0-9]+\\..*");
    }

    /** Whether a key is the name of something that an attempt of this run writes before its manifest, and nothing else. */
    public boolean attemptOf(String key, String uid8) {
        return dataOf(key, uid8)
                && ATTEMPT.matcher(key.substring(family().length())).matches();
    }

    /** Whether a key is the name of some run's manifest. */
    public boolean isManifest(String key) {
        return key.startsWith(family())
                && key.substring(family().length()).matches("[0-9]{8}_[0-9]{6}_[0-9a-f]{8}\\.manifest\\.json");
    }

    /** The {@link #stem} of a key that some run of this database may have written; empty where it is none. */
    public Optional<String> stemIn(String key) {
        return stemOf(key)
                .filter(stem -> stem.startsWith(family())
                        && RUN.matcher(stem.substring(family().length())).matches()
                        && ofRun(key, stem));
    }

    /** What all keys of a run begin with, read from any of them; empty where it is no key of ours. */
    public static Optional<String> stemOf(String key) {
        var match = STEM.matcher(key);
        return match.find() ? Optional.of(match.group()) : Optional.empty();
    }

    /** The first eight characters of the UID of the run that a key names; empty where it is no key of ours. */
    public static Optional<String> uid8(String key) {
        return stemOf(key).map(stem -> stem.substring(stem.length() - 8));
    }

    /** Key of the manifest that makes a backup of what begins with this {@link #stem}. */
    public static String manifestOfStem(String stem) {
        return stem + MANIFEST;
    }

    /** What all keys of a run begin with, read from its manifest's; empty where that is no key of this run. */
    public static Optional<String> stem(String manifest, String uid8) {
        var end = "_" + uid8 + MANIFEST;
        return manifest.endsWith(end)
                ? Optional.of(manifest.substring(0, manifest.length() - MANIFEST.length()))
                : Optional.empty();
    }

    /** Whether a key belongs to the run with this {@link #stem}: its manifest, an attempt's data, a proof. */
    public static boolean ofRun(String key, String stem) {
        return key.startsWith(stem)
                && key.substring(stem.length()).matches("\\.manifest\\.json|-[0-9]+\\.[^/]*|\\.verified-[^/]*\\.json");
    }

    /** Key of the file that {@code sha256sum -c} reads. */
    public static String digest(String dataKey) {
        return dataKey + ".sha256";
    }

    /** One part of a name: percent-encoded outside {@code [A-Za-z0-9.-]}; one over 80 bytes ends in a hash. */
    static String part(String raw) {
        var encoded = new StringBuilder();
        for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            var plain = c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-');
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.length() <= LONGEST_PART
                ? encoded.toString()
                : encoded.substring(0, LONGEST_PART - 9) + "-" + hash(raw).substring(0, 8);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
