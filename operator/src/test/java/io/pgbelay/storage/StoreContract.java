package io.pgbelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every store has to keep; the test of each kind of place implements it. */
interface StoreContract {
    /** Longer than this is a multipart upload, where a place knows such a thing. */
    int PART = PartSizes.FIRST;

    /** A store without any object. */
    ObjectStore store();

    @Test
    default void whatIsLookedAtIsDescribedAndWhatIsDeletedIsGone() {
        store().put("p/a", new byte[7]);
        store().put("p/b", new byte[1]);

        assertThat(store().look("p/a", null)).hasValueSatisfying(seen -> {
            assertThat(seen.size()).isEqualTo(7);
            assertThat(seen.lockedUntil()).isNull();
            assertThat(seen.modified())
                    .isBetween(Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(60));
        });
        store().delete("p/a", null);
        store().delete("p/a", null);

        assertThat(store().look("p/a", null)).isEmpty();
        assertThat(store().keys("p/", "p/")).containsExactly("p/b");
    }

    @Test
    default void nothingIsEverWrittenOver() {
        store().put("a", "one".getBytes(UTF_8));
        assertThatThrownBy(() -> store().put("a", "two".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(FailureReason.KeyTaken));
        assertThat(store().read("a")).hasValue("one".getBytes(UTF_8));
    }

    @Test
    default void theSameAgainIsNoOtherObject() {
        store().put("a", "one".getBytes(UTF_8));
        assertThat(store().put("a", "one".getBytes(UTF_8))).isNotNull();
    }

    @Test
    default void whatIsNotThereIsEmpty() {
        assertThat(store().read("a")).isEmpty();
        assertThatThrownBy(() -> store().open("a").read())
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.ArtifactMissing));
    }

    @Test
    default void keysComeInOrderAfterAKey() {
        for (int i = 0; i < 12; i++) {
            store().put("p/" + (char) ('a' + i), new byte[1]);
        }
        store().put("q/a", new byte[1]);
        assertThat(store().keys("p/", "p/h")).containsExactly("p/i", "p/j", "p/k", "p/l");
        assertThat(store().keys("p/", "p/zz")).isEmpty();
    }

    @Test
    default void eachObjectIsToldOfInOrderWithItsSize() {
        store().put("p/b", new byte[2]);
        store().put("p/a", new byte[1]);
        store().put("q/a", new byte[3]);
        var told = new ArrayList<ObjectStore.Listed>();
        store().each("p/", told::add);
        assertThat(told).extracting(one -> one.key() + " " + one.size()).containsExactly("p/a 1", "p/b 2");
        assertThat(told).allSatisfy(one -> {
            var etag = store().look(one.key(), null).orElseThrow().etag();
            assertThat(etag == null || etag.equals(one.etag())).isTrue();
        });
    }

    @Test
    default void anUploadOfAnyLengthComesBack() throws IOException {
        for (var length : new int[] {0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 5}) {
            var bytes = noise(length);
            var acknowledged = new AtomicLong();
            try (var upload = store().upload("u" + length, 1, acknowledged::addAndGet)) {
                upload.write(bytes);
                upload.complete();
            }
            assertThat(store().open("u" + length).readAllBytes()).isEqualTo(bytes);
            assertThat(acknowledged).hasValue(length);
        }
        assertThat(store().leftovers("")).isEmpty();
    }

    @Test
    default void anUploadNeverReplacesAnObject() throws IOException {
        store().put("taken", new byte[3]);
        try (var upload = store().upload("taken", 1, ignored -> {})) {
            upload.write(noise(2 * PART));
            assertThatThrownBy(upload::complete)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(FailureReason.KeyTaken));
            upload.abort();
        }
        assertThat(store().read("taken")).hasValue(new byte[3]);
        assertThat(store().leftovers("")).isEmpty();
    }

    @Test
    default void closingWithoutCompletingMakesNoObject() throws IOException {
        try (var upload = store().upload("half", 1, ignored -> {})) {
            upload.write(noise(2 * PART + 1));
            upload.abort();
            upload.abort();
        }
        assertThat(store().keys("", "")).isEmpty();
        assertThat(store().leftovers("")).isEmpty();
    }

    @Test
    default void whatIsBeingWrittenIsALeftoverThatCanBeAborted() throws IOException {
        try (var upload = store().upload("p/begun", 1, ignored -> {})) {
            upload.write(noise(2 * PART + 1));
            assertThat(store().keys("", "")).isEmpty();
            assertThat(store().leftovers("q/")).isEmpty();
            var left = store().leftovers("p/");
            assertThat(left)
                    .singleElement()
                    .extracting(ObjectStore.Leftover::key)
                    .isEqualTo("p/begun");
            store().abort(left.getFirst());
            store().abort(left.getFirst());
            assertThat(store().leftovers("")).isEmpty();
            upload.abort();
        }
    }

    /** Bytes that no compressor makes smaller; the same for the same length. */
    static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
