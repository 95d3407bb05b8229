package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Database;
import io.pgbelay.api.Verification;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.util.Map;
import java.util.Objects;

/** The BackupRun that saves what a request takes away. */
final class SafetyRun {
    private SafetyRun() {}

    static String name(Pass pass) {
        return Names.safetyRun(pass.seen().name());
    }

    /**
     * The run.
     *
     * @param template how it is backed up, save for which database
     * @param database on the target server
     */
    static BackupRun of(Pass pass, BackupTemplate template, String database, String note) {
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withName(name(pass))
                .withNamespace(pass.namespace())
                .withLabels(Map.of(Labels.MANAGED_BY, "pgbelay"))
                .build());
        run.setSpec(new BackupRunSpec(
                null,
                template.of(database(pass, template, database)),
                Verification.DEFAULT,
                note,
                false,
                null,
                false,
                null,
                null));
        return run;
    }

    /** Whoever dumps the schedule's database may dump its twin on the same server; elsewhere the restoring role does. */
    private static Database database(Pass pass, BackupTemplate template, String database) {
        var server = Objects.requireNonNull(pass.before().plan()).server();
        var usual = template.database();
        return usual.host().equals(server.host()) && usual.port().equals(server.port())
                ? usual.sibling(database)
                : server.database(database);
    }
}
