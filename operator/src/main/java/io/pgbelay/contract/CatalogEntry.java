package io.pgbelay.contract;

import io.pgbelay.api.Artifact;
import io.pgbelay.api.Verified;
import org.jspecify.annotations.Nullable;

/**
 * A backup that a look through the storage found.
 *
 * @param uid of the BackupRun that made it
 * @param run namespace and name of that BackupRun
 * @param finishedAt when its manifest was written, RFC 3339
 * @param verified how far it had been proven then
 * @param trouble what is wrong with its objects; absent where each is there in its size
 */
public record CatalogEntry(
        String uid,
        String run,
        Artifact artifact,
        String finishedAt,
        @Nullable Verified verified,
        @Nullable String trouble) {}
