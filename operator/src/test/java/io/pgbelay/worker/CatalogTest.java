package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.CatalogPages;
import io.pgbelay.contract.Catalogued;
import io.pgbelay.contract.Order;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A look through a bucket in which others write, too: real backups, a real S3 server, and what a hostile one may put there. */
@BesideTheLoops
class CatalogTest {
    private static final String MANIFEST = ".manifest.json";

    private final Given given = Given.freshBucket();
    private final String database = Servers.fresh("catalog_");

    /** A backup, and the manifest that it left. */
    private record Made(String uid, String manifest, String location, String text) {
        String uid8() {
            return uid.substring(0, 8);
        }

        /** The same under another UID, as another run would have written it. */
        Made twin(String other) {
            return new Made(
                    other,
                    manifest.replace(uid8(), other.substring(0, 8)),
                    location,
                    text.replace(uid, other).replace(uid8(), other.substring(0, 8)));
        }
    }

    @Test
    void backupsOfTheScheduleAreToldOfAndNothingElseIsBelieved() throws Exception {
        given.postgres().psql("postgres", "create database " + database);
        var good = made("orders");
        var broken = made("orders");
        var other = made("weekly");
        made(null);
        given.contents()
                .file(broken.location().replaceFirst("s3://[^/]+/", ""))
                .toFile()
                .delete();
        hostile(good, other);
        var family = good.manifest()
                .substring(0, good.manifest().length() - "20261120_010000_00000000".length() - MANIFEST.length());
        put(family + "20261119_010000_deadbeef-1.dump.zst", "an attempt that was never finished");
        put("prod/db_production_orders_20260101.sql.gz", "a runbook's");
        put(family.replace("production_", "staging_") + "20261119_010000_deadbeef" + MANIFEST, good.text());
        var before = given.contents().keys();

        var end = look();

        var sum = sum(end);
        assertThat(end.exitCode()).as(end.log()).isZero();
        assertThat(entries(end)).extracting(CatalogEntry::uid).containsExactlyInAnyOrder(good.uid(), broken.uid());
        assertThat(entries(end)).allSatisfy(entry -> {
            assertThat(entry.trouble() == null).isEqualTo(entry.uid().equals(good.uid()));
            assertThat(entry.run()).isEqualTo("shop/run");
            assertThat(requireNonNull(entry.verified()).level()).hasToString("Decoded");
        });
        assertThat(sum.refused())
                .as(end.log())
                .hasSize(6)
                .anySatisfy(one -> assertThat(one).contains("it names what is not its own"));
        assertThat(String.join("\n", sum.refused()))
                .contains(": it has 105", "cannot be read", "belongs under another name", "/../", "names no BackupRun");
        assertThat(sum.leftovers())
                .as("the unfinished attempt, and what nobody believes")
                .isEqualTo(7);
        assertThat(sum.foreign()).isEqualTo(2);
        assertThat(given.contents().keys()).as("nothing was touched").isEqualTo(before);
        assertThat(end.log()).doesNotContain(given.s3().secretKey());
    }

    /** Six manifests that lie, under names that a backup of this database may have. */
    private void hostile(Made good, Made other) {
        var huge = good.twin(UUID.randomUUID().toString());
        put(huge.manifest(), huge.text() + " ".repeat(1 << 20));
        var cut = good.twin(UUID.randomUUID().toString());
        put(cut.manifest(), cut.text().substring(0, cut.text().length() / 2));
        var misnamed = good.twin(UUID.randomUUID().toString());
        put(misnamed.manifest(), good.text());
        var thief = good.twin(UUID.randomUUID().toString());
        put(thief.manifest(), thief.text().replace(thief.uid8() + "-1.", other.uid8() + "-1."));
        var climber = good.twin(UUID.randomUUID().toString());
        put(climber.manifest(), climber.text().replace(climber.uid8() + "-1.", climber.uid8() + "-1./../../"));
        var nobody = good.twin(UUID.randomUUID().toString());
        put(nobody.manifest(), nobody.text().replace("\"run\"", "\"../../etc\""));
    }

    @Test
    void tenThousandAreToldOf() throws Exception {
        given.postgres().psql("postgres", "create database " + database);
        var first = made("orders");
        var folder = requireNonNull(given.contents().file(first.manifest()).getParent());
        for (int i = 0; i < 9_999; i++) {
            var twin = first.twin("%08x".formatted(i) + first.uid().substring(8));
            Files.writeString(
                    folder.resolve(twin.manifest().substring(first.manifest().lastIndexOf('/') + 1)), twin.text());
        }

        var end = look();

        assertThat(sum(end).entries()).as(end.log()).isEqualTo(10_000);
        assertThat(entries(end)).hasSize(10_000);
        assertThat(end.log().length()).isLessThan(CatalogPages.LONGEST_LOG / 4);
    }

    private Made made(@Nullable String schedule) throws Exception {
        var asked = given.dump(database);
        var order = Altered.with(asked, "request", Altered.with(asked.request(), "schedule", schedule));
        var artifact = requireNonNull(given.run(order).outcome().artifact());
        return new Made(
                order.request().uid(),
                artifact.manifest(),
                artifact.location(),
                given.contents().text(artifact.manifest()));
    }

    private void put(String key, String text) {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            store.put(key, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private LocalPod.End look() throws Exception {
        var request = Altered.with(Given.request("orders-l-1"), "schedule", "orders");
        var order = new Order.Catalog(request, 1, Given.LIMITS, given.storage(), "production", database);
        return LocalPod.run(order, given.secrets());
    }

    private static Catalogued sum(LocalPod.End end) {
        return requireNonNull(end.outcome().catalogued(), end.log());
    }

    private static List<CatalogEntry> entries(LocalPod.End end) {
        return CatalogPages.read(end.log().lines().toList(), sum(end)).orElseThrow();
    }
}
