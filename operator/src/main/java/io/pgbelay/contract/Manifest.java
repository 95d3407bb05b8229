package io.pgbelay.contract;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Stage;
import io.pgbelay.api.Verified;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commit point of a backup: written last, and only when every stage exited 0. What it does not name does not exist.
 *
 * @param apiVersion {@link #API_VERSION}
 * @param request the BackupRun
 * @param stage environment in the object's name
 * @param selfContained whether nothing was left out: what was named alone may need what was not; absent: nobody knows
 * @param objects the data objects; concatenated in this order they are the dump, or its streams one after another
 * @param encryption who can open the objects; absent where anybody can
 * @param dumpSha256 of the dump before compression and encryption; of several streams, of the lines of their digests
 * @param verified how far the objects had been proven when this was written; absent where nothing was read back
 * @param globals what the database needs of its server; absent where nobody asked
 * @param fingerprint what the dump really holds; absent where nobody asked, or the archive was not understood
 * @param streams the archives that make up the dump, where there are several; absent where all objects are one
 * @param largestTableShare of the rows' bytes in percent, that no further stream would divide; absent where there is one stream
 * @param restore the very commands that check and open the backup without pgBelay
 */
public record Manifest(
        String apiVersion,
        RequestId request,
        int attempt,
        String stage,
        String database,
        Source source,
        Snapshot snapshot,
        Dump.Format format,
        @Nullable Boolean selfContained,
        Compression compression,
        @Nullable Encryption encryption,
        long dumpBytes,
        String dumpSha256,
        List<StoredObject> objects,
        Verified.@Nullable Level verified,
        List<Stage> stages,
        String finishedAt,
        @Nullable Globals globals,
        @Nullable Fingerprint fingerprint,
        @Nullable List<Stream> streams,
        @Nullable Integer largestTableShare,
        RestoreCommands restore) {
    /** Version of this document. */
    public static final String API_VERSION = "pgbelay.io/manifest.v1";

    public Manifest {
        objects = List.copyOf(objects);
        stages = List.copyOf(stages);
        streams = streams == null ? null : List.copyOf(streams);
        Archive.check(objects, streams);
    }

    /** The same backup, lying elsewhere. */
    public Manifest at(List<StoredObject> there, RestoreCommands commands) {
        return new Manifest(
                apiVersion,
                request,
                attempt,
                stage,
                database,
                source,
                snapshot,
                format,
                selfContained,
                compression,
                encryption,
                dumpBytes,
                dumpSha256,
                there,
                verified,
                stages,
                finishedAt,
                globals,
                fingerprint,
                streams,
                largestTableShare,
                commands);
    }

    /** The archives or the script that make up the dump: one, or what makes tables first and rows after it. */
    public List<Archive> archives() {
        return streams == null ? List.of(new Archive(objects, dumpBytes, dumpSha256)) : Archive.of(objects, streams);
    }

    /**
     * One of several archives.
     *
     * @param objects how many of the manifest's objects are its own, after those of the streams before it
     * @param dumpBytes before compression and encryption
     * @param dumpSha256 of the same
     */
    public record Stream(int objects, long dumpBytes, String dumpSha256) {}

    /**
     * The server and the database as they were at the snapshot.
     *
     * @param encoding server encoding of the database
     * @param localeProvider {@code c} (libc), {@code i} (ICU) or {@code b} (builtin), as pg_database has it
     * @param locale ICU or builtin locale; absent for libc
     * @param settings {@code ALTER DATABASE ... SET} of the database, as pg_db_role_setting has them: {@code name=value}
     * @param acl grants on the database itself, as aclitems
     */
    public record Source(
            String host,
            int port,
            String serverVersion,
            int serverMajor,
            String clientVersion,
            String image,
            @Nullable String systemIdentifier,
            @Nullable Long databaseBytes,
            String encoding,
            String collate,
            String ctype,
            String localeProvider,
            @Nullable String locale,
            String owner,
            @Nullable String comment,
            List<String> settings,
            List<String> acl,
            long tables) {
        public Source {
            settings = List.copyOf(settings);
            acl = List.copyOf(acl);
        }
    }

    /**
     * Who can open the objects.
     *
     * @param recipients fingerprints of the keys that it was encrypted for, hex, each an encryption key; empty for a
     *     passphrase
     */
    public record Encryption(io.pgbelay.api.Encryption.Method method, List<String> recipients) {
        public Encryption {
            recipients = List.copyOf(recipients);
        }
    }

    /** The instant that the backup shows. */
    public record Snapshot(String time, @Nullable String lsn) {}

    /** One object in the bucket. */
    public record StoredObject(
            String key,
            long sizeBytes,
            String sha256,
            @Nullable String etag,
            @Nullable String versionId) {}

    /** Commands for bash, every word quoted. */
    public record RestoreCommands(String check, String restore) {}
}
