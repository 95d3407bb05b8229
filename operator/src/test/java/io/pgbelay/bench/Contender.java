package io.pgbelay.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is measured, in this order. What each of them runs is in {@link Round}. */
enum Contender {
    PG_DUMP("pg_dump", "`pg_dump -Fc -Z0 >/dev/null`", null),
    PG_DUMP_DIRECTORY("pg_dump-directory-2", "`pg_dump -Fd -j2 -Z0` to local disk", PG_DUMP),
    BACKUP("pgbelay-backup-1", "pgBelay, 1 stream", PG_DUMP),
    BACKUP_2("pgbelay-backup-2", "pgBelay, 2 streams", PG_DUMP),
    BACKUP_COUNTED("pgbelay-backup-1-rowcounts", "pgBelay, 1 stream, `RowCounts`", PG_DUMP),
    BACKUP_BARE("pgbelay-backup-1-none", "pgBelay, 1 stream, no fingerprint", PG_DUMP),
    BACKUP_VERIFIED("pgbelay-backup-1-decoded", "pgBelay, 1 stream, decoded and read back", PG_DUMP),
    ZSTD_GPG("shell-zstd-gpg", "`pg_dump \\| zstd -1 \\| gpg \\| aws s3 cp -`", PG_DUMP, "zstd", "gpg", "aws"),
    GZIP_OPENSSL("shell-gzip-openssl", "`pg_dump \\| gzip \\| openssl enc \\| aws s3 cp -`", PG_DUMP, "openssl", "aws"),
    RESTIC("restic", "`pg_dump \\| restic backup --stdin`, first time", PG_DUMP, "restic"),
    RESTIC_AGAIN("restic-again", "the same once more, nothing changed", PG_DUMP, "restic"),
    PG_RESTORE("pg_restore-1", "`pg_restore` of a local uncompressed file", null),
    PG_RESTORE_2("pg_restore-2", "`pg_restore -j2` of the same", null),
    RESTORE("pgbelay-restore-1", "pgBelay, 1 stream, compared afterwards", PG_RESTORE),
    RESTORE_2("pgbelay-restore-2", "pgBelay, 2 streams, compared afterwards", PG_RESTORE_2),
    RESTORE_BARE("pgbelay-restore-1-none", "pgBelay, 1 stream, nothing to compare with", PG_RESTORE);

    private final String title;
    private final String words;
    private final @Nullable Contender limit;
    private final String programs;

    Contender(String title, String words, @Nullable Contender limit, String... programs) {
        this.title = title;
        this.words = words;
        this.limit = limit;
        this.programs = String.join(" ", programs);
    }

    /** In the file of figures. */
    String title() {
        return title;
    }

    /** For people, as Markdown in a table. */
    String words() {
        return words;
    }

    /** Whom it is compared with; itself where it is a limit. */
    Contender limit() {
        return limit == null ? this : limit;
    }

    /** Programs that it takes, besides those of Postgres. */
    List<String> programs() {
        return programs.isEmpty() ? List.of() : List.of(programs.split(" ", -1));
    }

    boolean restores() {
        return compareTo(PG_RESTORE) >= 0;
    }
}
