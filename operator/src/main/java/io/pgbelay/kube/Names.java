package io.pgbelay.kube;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Names of children, each a pure function of its parent: names are keys. */
public final class Names {
    /** The longest name of a Job whose Pods carry it as a label, in characters. */
    public static final int LONGEST = 63;

    private static final DateTimeFormatter SLOT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Names() {}

    /** The run of a schedule for a time: {@code orders-20261120-010000}, in UTC. */
    public static String scheduledRun(String schedule, Instant slot) {
        return fitting(schedule + "-" + SLOT.format(slot));
    }

    /** The run of a schedule for a token of {@code spec.trigger}. */
    public static String triggeredRun(String schedule, String uid, String token) {
        return fitting(schedule + "-t-" + hash(uid + "/" + token, 10));
    }

    /** The Job of an attempt to back up. */
    public static String backupJob(String run, int attempt) {
        return fitting(run + "-b" + attempt);
    }

    /** The Job of an attempt to restore. */
    public static String restoreJob(String request, int attempt) {
        return fitting(request + "-r" + attempt);
    }

    /** The BackupRun that a Promotion takes before it changes anything. */
    public static String restorePoint(String promotion) {
        return fitting(promotion + "-pre");
    }

    /** A Job of a Promotion; the word says what for. */
    public static String promotionJob(String promotion, String word) {
        return fitting(promotion + "-" + word);
    }

    /** The RestoreRequest by which a Promotion brings data back; names of requests have at most 52 characters. */
    public static String wayBack(String promotion) {
        var name = promotion + "-data";
        return name.length() <= 52 ? name : promotion.substring(0, 38) + "-" + hash(promotion, 8) + "-data";
    }

    /** The ConfigMap with the release notes of a Promotion. */
    public static String releaseNotes(String promotion) {
        return fitting(promotion + "-notes");
    }

    /** The Job of an attempt to copy a good backup; the end is of one length, so that no two runs meet in a name. */
    public static String copyJob(String run, String copy, int attempt) {
        return fitting(run + "-c" + attempt + "-" + hash(copy, 8));
    }

    /** The Job that deletes backups of a schedule; the key says which, and after which success. */
    public static String pruneJob(String schedule, String key) {
        return fitting(schedule + "-p-" + hash(key, 10));
    }

    /** The Job that looks through the storage of a schedule; the key says when. */
    public static String catalogJob(String schedule, String key) {
        return fitting(schedule + "-l-" + hash(key, 10));
    }

    /** The record of a backup that was found in the storage; another cluster's name may be taken here. */
    public static String importedRun(String schedule, Instant snapshot, String uid) {
        return fitting(schedule + "-i-" + SLOT.format(snapshot) + "-" + uid.substring(0, 8));
    }

    /** The Job of an attempt to rehearse a swap. */
    public static String rehearsalJob(String request, int attempt) {
        return fitting(request + "-p" + attempt);
    }

    /** The Job of an attempt to open the database that a request left, for its last backup. */
    public static String openingJob(String request, int attempt) {
        return fitting(request + "-o" + attempt);
    }

    /** The Job of an attempt to drop it. */
    public static String droppingJob(String request, int attempt) {
        return fitting(request + "-d" + attempt);
    }

    /** The run that saves it before. */
    public static String safetyRun(String request) {
        return request + "-safety";
    }

    /** A name of at most 63 characters: a longer one ends in a hash of itself. */
    public static String fitting(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 9) + "-" + hash(name, 8);
    }

    /** The first hex digits of the SHA-256 of a text. */
    public static String hash(String text, int digits) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
