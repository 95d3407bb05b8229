package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.Pruned;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStores;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups are deleted by a worker of its own: real dumps, a real S3 server. */
@BesideTheLoops
class PruneTest {
    private final Given given = Given.freshBucket();
    private final String database = Servers.fresh("prune_");

    /** A backup, and the order that made it. */
    private record Made(Order.Dump order, Outcome outcome) {
        StoredBackup backup() {
            var artifact = Objects.requireNonNull(outcome.artifact());
            return new StoredBackup(order.request().uid(), artifact.manifest(), artifact.manifestSha256());
        }
    }

    @AfterEach
    void heal() {
        given.s3().gate().heal();
    }

    @Test
    void theDoomedGoAndTheFloorAndStrangersStay() throws Exception {
        var doomed = made();
        var kept = made();
        put("prod/db_production_orders_20260101.sql.gz", "a runbook's");
        put(doomed.backup().manifest().replace(".manifest.json", ".verified-Restored.json"), "{}");
        put(doomed.backup().manifest().replace(".manifest.json", "x-1.dump"), "its name only begins the same");

        var end = prune(List.of(doomed.backup()), List.of(kept.backup()));

        assertThat(end.exitCode()).as(end.log()).isZero();
        assertThat(pruned(end).gone()).containsExactly(doomed.backup().uid8());
        assertThat(given.contents().manifests()).containsExactly(kept.backup().manifest());
        assertThat(given.contents().keys()).hasSize(5).anyMatch(key -> key.endsWith(".sql.gz"));
        assertThat(prune(List.of(doomed.backup()), List.of(kept.backup()))
                        .outcome()
                        .pruned())
                .as("what is gone is gone")
                .isEqualTo(pruned(end));
    }

    @Test
    void theManifestGoesFirst() throws Exception {
        var doomed = made();
        prune(List.of(doomed.backup()), List.of());

        var deletes = given.s3().gate().requests().stream()
                .filter(request -> request.method().equals("DELETE")
                        && !request.query().contains("uploadId")
                        && request.path().contains(doomed.backup().uid8()))
                .map(request -> request.path().replaceFirst("\\?.*", ""))
                .toList();
        assertThat(deletes).hasSize(3);
        assertThat(deletes.getFirst()).endsWith(".manifest.json");
    }

    @Test
    void aFloorThatIsNotWholeStopsEverything() throws Exception {
        var doomed = made();
        var kept = made();
        var data = kept.outcome().artifact();
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            store.delete(Objects.requireNonNull(data).location().replaceFirst("s3://[^/]+/", ""), null);
        }

        var end = prune(List.of(doomed.backup()), List.of(kept.backup()));

        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.FloorMissing);
        assertThat(pruned(end).gone()).isEmpty();
        assertThat(given.contents().manifests()).contains(doomed.backup().manifest());
    }

    @Test
    void aKeyOfAnotherRunIsNotTouched() throws Exception {
        var kept = made();
        var liar = new StoredBackup(
                UUID.randomUUID().toString(),
                kept.backup().manifest(),
                kept.backup().manifestSha256());
        var otherManifest = new StoredBackup(kept.backup().uid(), kept.backup().manifest(), "00");

        var end = prune(List.of(liar, otherManifest), List.of());

        assertThat(pruned(end)).isEqualTo(new Pruned(List.of(), 2, FailureReason.DigestMismatch, null, 0, null));
        assertThat(given.contents().keys()).hasSize(3);
    }

    @Test
    void aRefusalIsCountedAndTheOthersGo() throws Exception {
        var refused = made();
        var doomed = made();
        given.s3()
                .gate()
                .answer(
                        403,
                        100,
                        request -> request.method().equals("DELETE")
                                && request.path().contains(refused.backup().uid8()));

        var end = prune(List.of(refused.backup(), doomed.backup()), List.of());

        assertThat(end.exitCode()).isZero();
        assertThat(pruned(end).gone()).containsExactly(doomed.backup().uid8());
        assertThat(pruned(end).failed()).isEqualTo(1);
        assertThat(pruned(end).trouble()).isEqualTo(FailureReason.StorageDenied);
        assertThat(given.contents().manifests())
                .containsExactly(refused.backup().manifest());
    }

    private Made made() throws IOException, InterruptedException {
        if (given.contents().keys().isEmpty()) {
            given.postgres().psql("postgres", "create database " + database);
        }
        var order = given.dump(database);
        return new Made(order, LocalPod.run(order, given.secrets()).outcome());
    }

    private void put(String key, String text) {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            store.put(key, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private LocalPod.End prune(List<StoredBackup> doomed, List<StoredBackup> floor)
            throws IOException, InterruptedException {
        var order = new Order.Prune(
                Given.request("orders"), 1, Given.LIMITS, given.storage(), doomed, floor, Leftovers.NONE, null);
        return LocalPod.run(order, given.secrets());
    }

    private static Pruned pruned(LocalPod.End end) {
        return Objects.requireNonNull(end.outcome().pruned(), end.log());
    }
}
