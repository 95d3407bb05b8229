package io.pgbelay.backup;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.Artifact;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Compression;
import io.pgbelay.api.Database;
import io.pgbelay.api.DatabaseCredentials;
import io.pgbelay.api.Dump;
import io.pgbelay.api.S3;
import io.pgbelay.api.S3Credentials;
import io.pgbelay.api.SslMode;
import io.pgbelay.api.Storage;
import io.pgbelay.rig.Altered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs and templates for tests. */
public final class BackupRuns {
    public static final String UID = "3f0c1d2e-0000-4000-8000-000000000001";

    private BackupRuns() {}

    /** A template with everything that matters in it. */
    public static BackupTemplate template() {
        return new BackupTemplate(
                "production",
                new Database(
                        "orders-rw",
                        5432,
                        "orders",
                        16,
                        "",
                        new DatabaseCredentials("orders-backup", "username", "password"),
                        SslMode.Require,
                        null),
                Dump.DEFAULT,
                Compression.DEFAULT,
                null,
                Storage.of(new S3(
                        "shop-backups",
                        "prod",
                        "eu-central-1",
                        "",
                        false,
                        new S3Credentials("s3-writer", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
                        "STANDARD",
                        null,
                        null)),
                List.of(),
                "2h",
                "10m",
                2,
                null);
    }

    /** A run of schedule {@code orders} that nobody has looked at yet. */
    public static BackupRun ofSchedule() {
        return run(BackupRunSpec.ofSchedule("orders"));
    }

    /** A run with the template inside. */
    public static BackupRun inline(boolean dryRun, @Nullable String expiresAt) {
        return run(new BackupRunSpec(null, template(), null, null, dryRun, expiresAt, false, null, null));
    }

    private static BackupRun run(BackupRunSpec spec) {
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withName("orders-20261120-010000")
                .withNamespace("shop-prod")
                .withUid(UID)
                .withGeneration(1L)
                .withCreationTimestamp("2026-11-20T01:00:00Z")
                .build());
        run.setSpec(spec);
        return run;
    }

    /** What a small backup left in the store. */
    public static Artifact artifact() {
        return new Artifact(
                "s3://b/k",
                "k.manifest.json",
                "1.0 KiB",
                1024L,
                4096L,
                "aa",
                "bb",
                "cc",
                Dump.Format.Custom,
                null,
                "2026-11-20T01:00:00Z",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The status of a run that has ended well, with this artifact. */
    public static BackupRunStatus succeeded(Artifact artifact, String end) {
        return Altered.with(
                BackupRunStatus.NONE,
                "observedGeneration",
                1L,
                "phase",
                BackupRunStatus.Phase.Succeeded,
                "completionTime",
                end,
                "template",
                template(),
                "artifact",
                artifact);
    }
}
