package io.pgbelay.contract;

/**
 * A backup in the store.
 *
 * @param uid of the BackupRun that made it
 * @param manifest key of its manifest
 * @param manifestSha256 what the manifest hashes to, hex
 */
public record StoredBackup(String uid, String manifest, String manifestSha256) {
    /** The first eight characters of the UID, as they stand in keys. */
    public String uid8() {
        return uid.substring(0, 8);
    }
}
