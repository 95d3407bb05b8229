package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Pruned;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What dead attempts left goes, and nothing else that lies under the same prefix: a real backup, a real S3 server. */
@BesideTheLoops
class SweepTest {
    private static final Instant AT = Instant.parse("2026-11-19T01:02:03Z");
    private static final String UNTIL = "2026-11-20T03:02:03Z";

    private final Given given = Given.freshBucket();
    private final String database = Servers.fresh("sweep_");
    private final BucketLayout layout = new BucketLayout("prod", "production", database);
    private final String dead = UUID.randomUUID().toString();
    private final String stranger = UUID.randomUUID().toString();

    @AfterEach
    void heal() {
        given.s3().gate().heal();
    }

    @Test
    void onlyWhatDeadAttemptsLeftIsSwept() throws Exception {
        given.postgres().psql("postgres", "create database " + database);
        var good = given.dump(database);
        given.run(good);
        var halfWritten = UUID.randomUUID().toString();
        others(halfWritten);
        var data = key(dead, 1, "dump.zst");
        old(data);
        old(BucketLayout.digest(data));
        old(key(dead, 2, "p2.dump.zst.gpg"));
        begun(key(dead, 3, "dump"));
        begun(key(stranger, 1, "dump"));
        var young = layout.data(AT.plusSeconds(60), dead.substring(0, 8), 4, "sql.gz");
        put(young);
        var before = given.contents().keys();

        var first = sweep(dead, halfWritten, good.request().uid());

        assertThat(first.exitCode()).as(first.log()).isZero();
        assertThat(gone(before))
                .containsExactlyInAnyOrder(data, BucketLayout.digest(data), key(dead, 2, "p2.dump.zst.gpg"));
        assertThat(given.contents().uploads()).as("another installation's").containsExactly(key(stranger, 1, "dump"));
        assertThat(pruned(first)).isEqualTo(new Pruned(List.of(), 0, null, null, 4, null));

        age(young);
        var second = pruned(sweep(dead, halfWritten, good.request().uid()));
        assertThat(gone(before)).hasSize(4).contains(young);
        assertThat(second).isEqualTo(new Pruned(List.of(), 0, null, null, 1, UNTIL));
    }

    /** What lies beside it: of runbooks, of another installation, of another family, and what a manifest stands beside. */
    private void others(String halfWritten) throws IOException {
        old("prod/db_production_" + database + "_20261119.sql.gz");
        old(layout.familyFrom(AT) + ".dump.zst");
        old(key(dead, 1, "notes.txt"));
        old(key(dead, 9, "dump.zst/part"));
        old(layout.familyFrom(AT.minusSeconds(60)) + "_" + dead.substring(0, 8) + ".verified-Restored.json");
        old(layout.familyFrom(AT.minusSeconds(60)) + "_" + dead.substring(0, 8) + ".manifest.json.part");
        old(key(stranger, 1, "dump.zst"));
        old(new BucketLayout("prod", "staging", database).data(AT, dead.substring(0, 8), 1, "dump.zst"));
        old(new BucketLayout("prod/old", "production", database).data(AT, dead.substring(0, 8), 1, "dump.zst"));
        old(key(halfWritten, 1, "dump.zst"));
        old(layout.manifest(AT, halfWritten.substring(0, 8)));
    }

    @Test
    void whetherThereIsAManifestIsAskedAtTheVeryMoment() throws Exception {
        var data = key(dead, 1, "dump.zst");
        old(data);

        sweep(dead);

        var asked = given.s3().gate().requests().stream()
                .filter(request -> request.path().contains(dead.substring(0, 8)))
                .map(request -> request.method() + " " + request.path().replaceFirst(".*" + dead.substring(0, 8), ""))
                .toList();
        assertThat(asked).endsWith("HEAD .manifest.json", "HEAD -1.dump.zst", "DELETE -1.dump.zst");
    }

    @Test
    void whatCannotBeSweptIsCountedAndTheRestGoes() throws Exception {
        var refused = key(dead, 1, "dump.zst");
        old(refused);
        old(key(dead, 2, "dump.zst"));
        given.s3()
                .gate()
                .answer(
                        403,
                        100,
                        request -> request.method().equals("DELETE")
                                && request.path().contains("-1.dump"));

        var end = sweep(dead);

        assertThat(pruned(end)).isEqualTo(new Pruned(List.of(), 1, FailureReason.StorageDenied, null, 1, null));
        assertThat(given.contents().keys()).containsExactly(refused);
    }

    @Test
    void aFloorThatIsNotWholeStopsThis() throws Exception {
        old(key(dead, 1, "dump.zst"));
        var missing = new StoredBackup(stranger, layout.manifest(AT, stranger.substring(0, 8)), "00");

        var end = LocalPod.run(order(List.of(missing), dead), given.secrets());

        assertThat(end.outcome().reason()).isEqualTo(FailureReason.FloorMissing);
        assertThat(pruned(end).sweptUntil()).isNull();
        assertThat(given.contents().keys()).hasSize(1);
    }

    private String key(String uid, int attempt, String extension) {
        return layout.data(AT, uid.substring(0, 8), attempt, extension);
    }

    private void old(String key) throws IOException {
        put(key);
        age(key);
    }

    private void put(String key) {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            store.put(key, "{\"half\":".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The server tells the time of the file. */
    private void age(String key) throws IOException {
        var yesterday = Instant.now().minus(Duration.ofHours(25));
        Files.setLastModifiedTime(given.contents().file(key), FileTime.from(yesterday));
    }

    /** An upload as a mover leaves it that is killed. */
    private void begun(String key) throws IOException {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            var upload = store.upload(key, 1, ignored -> {});
            upload.write(new byte[20 << 20]);
        }
    }

    private List<String> gone(List<String> before) {
        var gone = new HashSet<>(before);
        given.contents().keys().forEach(gone::remove);
        return List.copyOf(gone);
    }

    private LocalPod.End sweep(String... uids) throws Exception {
        return LocalPod.run(order(List.of(), uids), given.secrets());
    }

    private Order.Prune order(List<StoredBackup> floor, String... uids) {
        var runs = List.of(uids).stream()
                .map(uid -> new Leftovers.Run(uid, "production", database))
                .toList();
        return new Order.Prune(
                Given.request("orders"),
                1,
                Given.LIMITS,
                given.storage(),
                List.of(),
                floor,
                new Leftovers(runs, UNTIL),
                null);
    }

    private static Pruned pruned(LocalPod.End end) {
        return requireNonNull(end.outcome().pruned(), end.log());
    }
}
