package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketLayoutTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:02:03.456Z");
    private static final BucketLayout LAYOUT = new BucketLayout("prod", "production", "orders");

    @Test
    void keysSortByTheTimeOfTheSnapshot() {
        assertThat(LAYOUT.data(AT, "0123abcd", 1, "dump.zst"))
                .isEqualTo("prod/production_orders_20261121_010203_0123abcd-1.dump.zst");
        assertThat(LAYOUT.manifest(AT, "0123abcd"))
                .isEqualTo("prod/production_orders_20261121_010203_0123abcd.manifest.json");
        assertThat(LAYOUT.familyFrom(AT)).isLessThan(LAYOUT.manifest(AT, "0123abcd"));
        assertThat(LAYOUT.manifest(AT, "ffffffff")).isLessThan(LAYOUT.familyFrom(AT.plusSeconds(1)));
    }

    @Test
    void aRunKnowsItsOwnObjects() {
        var data = LAYOUT.data(AT, "0123abcd", 12, "p2.dump.zst");
        assertThat(LAYOUT.dataOf(data, "0123abcd")).isTrue();
        assertThat(LAYOUT.dataOf(BucketLayout.digest(data), "0123abcd")).isTrue();
        assertThat(LAYOUT.dataOf(data, "0123abce")).isFalse();
        assertThat(LAYOUT.dataOf(LAYOUT.manifest(AT, "0123abcd"), "0123abcd")).isFalse();
        assertThat(LAYOUT.manifestOf(LAYOUT.manifest(AT, "0123abcd"), "0123abcd"))
                .isTrue();
        assertThat(LAYOUT.manifestOf(data, "0123abcd")).isFalse();
    }

    @Test
    void whatAnAttemptWritesIsToldFromWhatOthersPutBesideIt() {
        var data = LAYOUT.data(AT, "0123abcd", 3, "p2.dump.zst.gpg");
        var stream = LAYOUT.data(AT, "0123abcd", 1, BucketLayout.between(12, 3) + "dump.zst");
        assertThat(stream).endsWith("-1.s12.p3.dump.zst");
        assertThat(List.of(
                        data,
                        BucketLayout.digest(data),
                        stream,
                        BucketLayout.digest(stream),
                        LAYOUT.data(AT, "0123abcd", 1, BucketLayout.between(1, 1) + "dump"),
                        LAYOUT.data(AT, "0123abcd", 1, BucketLayout.between(0, 1) + "sql")))
                .allMatch(key -> LAYOUT.attemptOf(key, "0123abcd"));
        assertThat(List.of(
                        LAYOUT.data(AT, "0123abcd", 1, "notes.txt"),
                        LAYOUT.data(AT, "0123abcd", 1, "dump/../x.dump"),
                        LAYOUT.data(AT, "0123abcd", 1, "dump.old"),
                        LAYOUT.data(AT, "ffffffff", 1, "dump"),
                        LAYOUT.manifest(AT, "0123abcd"),
                        "prod/production_orders_20261121_010203.dump"))
                .noneMatch(key -> LAYOUT.attemptOf(key, "0123abcd"));
        assertThat(BucketLayout.stemOf(data).map(BucketLayout::manifestOfStem))
                .hasValue(LAYOUT.manifest(AT, "0123abcd"));
        assertThat(BucketLayout.uid8(data)).hasValue("0123abcd");
    }

    @Test
    void keysOfOneBackupAreToldTogether() {
        var manifest = LAYOUT.manifest(AT, "0123abcd");
        var stem = BucketLayout.stem(manifest, "0123abcd");
        var data = LAYOUT.data(AT, "0123abcd", 1, "dump.zst");
        assertThat(List.of(LAYOUT.stemIn(manifest), LAYOUT.stemIn(data), LAYOUT.stemIn(BucketLayout.digest(data))))
                .containsOnly(stem);
        assertThat(List.of(
                        "prod/production_orders_20261121_010203.dump",
                        new BucketLayout("prod", "staging", "orders").manifest(AT, "0123abcd"),
                        new BucketLayout("prod/production_orders_20261121_010203_0123abcd-1.x", "production", "orders")
                                .manifest(AT, "0123abcd"),
                        manifest + ".part"))
                .allMatch(key -> LAYOUT.stemIn(key).isEmpty());
    }

    @Test
    void aDatabaseWhoseNameBeginsLikeOursIsAnother() {
        var other = new BucketLayout("prod", "production", "orders_eu");
        assertThat(LAYOUT.dataOf(other.data(AT, "0123abcd", 1, "dump"), "0123abcd"))
                .isFalse();
        assertThat(other.family()).isEqualTo("prod/production_orders%5Feu_");
        assertThat(other.family()).doesNotStartWith(LAYOUT.family());
    }

    @Test
    void anyNameIsOneShortPart() {
        assertThat(BucketLayout.part("rv_a/../b $(touch x) 'é\"")).matches("[A-Za-z0-9.%-]+");
        assertThat(BucketLayout.part("Bücher")).isEqualTo("B%C3%BCcher");
        var long1 = BucketLayout.part("ä".repeat(31) + "1");
        var long2 = BucketLayout.part("ä".repeat(31) + "2");
        assertThat(long1).hasSizeLessThanOrEqualTo(80).isNotEqualTo(long2);
    }

    @Test
    void withoutAPrefixKeysBeginWithTheStage() {
        assertThat(new BucketLayout("", "dev", "a").family()).isEqualTo("dev_a_");
    }
}
