package io.pgbelay.bench;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Dump.Fingerprint;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.contract.Outcome;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All contenders, one after the other, with a bucket of their own. What they leave goes with {@link #close()}. */
final class Round implements AutoCloseable {
    private static final String TARGET = "bench_back";

    private final Given given;
    private final DataSet data;
    private final Meter meter;
    private final Movers movers;
    private final Gpg gpg;
    private final Path folder = Servers.household().folder(Servers.fresh("round-"));
    private final Map<Contender, Outcome> made = new EnumMap<>(Contender.class);
    private final List<Duration> firstBytes = new ArrayList<>();

    Round(Given given, DataSet data, Meter meter, Movers movers, Gpg gpg) {
        this.given = given;
        this.data = data;
        this.meter = meter;
        this.movers = movers;
        this.gpg = gpg;
    }

    Cost run(Contender contender) throws Exception {
        return switch (contender) {
            case PG_DUMP -> shell("pg_dump -Fc -Z0 \"$DB\" >/dev/null").of(Files.size(data.archive()));
            case PG_DUMP_DIRECTORY -> directory();
            case BACKUP -> backup(contender, 1, Fingerprint.Checksums, AfterEach.None);
            case BACKUP_2 -> backup(contender, 2, Fingerprint.Checksums, AfterEach.None);
            case BACKUP_COUNTED -> backup(contender, 1, Fingerprint.RowCounts, AfterEach.None);
            case BACKUP_BARE -> backup(contender, 1, Fingerprint.None, AfterEach.None);
            case BACKUP_VERIFIED -> backup(contender, 1, Fingerprint.Checksums, AfterEach.Decode);
            case ZSTD_GPG -> uploaded("""
                    pg_dump -Fc -Z0 "$DB" | zstd -q -1 -c \\
                      | gpg --batch --quiet --trust-model always --compress-algo none -r bench@example.com -e \\
                      | aws --endpoint-url "$S3" s3 cp --quiet - "s3://$BUCKET/shell.dump.zst.gpg\"""");
            case GZIP_OPENSSL -> uploaded("""
                    pg_dump "$DB" | gzip | openssl enc -aes-256-cbc -salt -pbkdf2 -pass env:RESTIC_PASSWORD \\
                      | aws --endpoint-url "$S3" s3 cp --quiet - "s3://$BUCKET/shell.sql.gz.enc\"""");
            case RESTIC -> {
                shell("restic init --quiet");
                yield uploaded("pg_dump -Fc -Z0 \"$DB\" | restic backup --quiet --stdin --stdin-filename dump");
            }
            case RESTIC_AGAIN ->
                uploaded("pg_dump -Fc -Z0 \"$DB\" | restic backup --quiet --stdin --stdin-filename dump");
            case PG_RESTORE -> refilled("pg_restore -d " + TARGET + " \"$ARCHIVE\"");
            case PG_RESTORE_2 -> refilled("pg_restore -j2 -d " + TARGET + " \"$ARCHIVE\"");
            case RESTORE -> restore(Contender.BACKUP);
            case RESTORE_2 -> restore(Contender.BACKUP_2);
            case RESTORE_BARE -> restore(Contender.BACKUP_BARE);
        };
    }

    /** How long after the start of its process each of our backups with one stream had its first byte. */
    List<Duration> firstBytes() {
        return List.copyOf(firstBytes);
    }

    private Cost backup(Contender contender, int streams, Fingerprint level, AfterEach afterEach) throws Exception {
        var backup = movers.backup(given, Movers.order(given, data.database(), streams, level, afterEach));
        made.put(contender, backup.outcome());
        if (streams == 1) {
            firstBytes.add(backup.firstByte());
        }
        return backup.cost();
    }

    private Cost restore(Contender from) throws Exception {
        try {
            return movers.restore(given, requireNonNull(made.get(from)), TARGET);
        } finally {
            drop();
        }
    }

    private Cost refilled(String script) throws Exception {
        given.postgres().psql("postgres", "create database " + TARGET);
        try {
            return shell(script).of(Files.size(data.archive()));
        } finally {
            drop();
        }
    }

    private void drop() {
        given.postgres().psql("postgres", "drop database if exists " + TARGET + " with (force)");
        given.postgres().psql("postgres", "checkpoint");
    }

    private Cost directory() throws Exception {
        var target = folder.resolve("directory");
        var cost = shell("pg_dump -Fd -j2 -Z0 -f " + target + " \"$DB\"");
        var bytes = size(target);
        Servers.household().remove(target);
        return cost.of(bytes);
    }

    /** Its bytes are what the bucket has more of afterwards. */
    private Cost uploaded(String script) throws Exception {
        var before = size(bucket());
        return shell(script).of(size(bucket()) - before);
    }

    private Cost shell(String script) throws Exception {
        var env = new HashMap<>(Programs.env(given));
        env.put("DB", data.database());
        env.put("ARCHIVE", data.archive().toString());
        env.put("GNUPGHOME", gpg.home().toString());
        env.put("S3", given.s3().endpoint().toString());
        env.put("BUCKET", given.bucket());
        env.put("RESTIC_REPOSITORY", "s3:" + given.s3().endpoint() + "/" + given.bucket() + "/restic");
        env.put("RESTIC_PASSWORD", "bench");
        env.put("RESTIC_CACHE_DIR", folder.resolve("restic").toString());
        return meter.run(List.of("bash", "-o", "pipefail", "-c", script), env, folder, List.of());
    }

    private Path bucket() {
        return Servers.household().folder("s3").resolve(given.bucket());
    }

    private static long size(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() {
        Servers.household().remove(bucket());
        Servers.household().remove(folder);
    }
}
