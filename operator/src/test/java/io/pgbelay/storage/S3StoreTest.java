package io.pgbelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store has to keep, tried on S3. */
class S3StoreTest {
    private static final S3Server S3 = Servers.ownS3();
    private static final int PART = PartSizes.FIRST;
    private final Given given = Given.freshBucket(Servers.postgres(), S3);
    private final ObjectStore store = ObjectStores.open(given.storage(), given.secrets());

    @AfterEach
    void heal() {
        S3.gate().heal();
        store.close();
    }

    @AfterAll
    static void close() {
        S3.close();
    }

    @Test
    void nothingIsEverWrittenOver() {
        store.put("a", "one".getBytes(UTF_8));
        assertThatThrownBy(() -> store.put("a", "two".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(FailureReason.KeyTaken));
        assertThat(store.read("a")).hasValue("one".getBytes(UTF_8));
    }

    @Test
    void theSameAgainIsNoOtherObject() {
        store.put("a", "one".getBytes(UTF_8));
        assertThat(store.put("a", "one".getBytes(UTF_8))).isNotNull();
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(store.read("a")).isEmpty();
        assertThatThrownBy(() -> store.open("a").read())
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.ArtifactMissing));
    }

    @Test
    void keysComeInOrderAfterAKey() {
        for (int i = 0; i < 12; i++) {
            store.put("p/" + (char) ('a' + i), new byte[1]);
        }
        store.put("q/a", new byte[1]);
        assertThat(store.keys("p/", "p/h")).containsExactly("p/i", "p/j", "p/k", "p/l");
        assertThat(store.keys("p/", "p/zz")).isEmpty();
    }

    @Test
    void anUploadOfAnyLengthComesBack() throws IOException {
        for (var length : new int[] {0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 5}) {
            var bytes = noise(length);
            var acknowledged = new AtomicLong();
            try (var upload = store.upload("u" + length, acknowledged::addAndGet)) {
                upload.write(bytes);
                upload.complete();
            }
            assertThat(store.open("u" + length).readAllBytes()).isEqualTo(bytes);
            assertThat(acknowledged).hasValue(length);
        }
        assertThat(store.leftovers("")).isEmpty();
    }

    @Test
    void anUploadNeverReplacesAnObject() throws IOException {
        store.put("taken", new byte[3]);
        try (var upload = store.upload("taken", ignored -> {})) {
            upload.write(noise(2 * PART));
            assertThatThrownBy(upload::complete)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(FailureReason.KeyTaken));
            upload.abort();
        }
        assertThat(store.read("taken")).hasValue(new byte[3]);
        assertThat(store.leftovers("")).isEmpty();
    }

    @Test
    void closingWithoutCompletingMakesNoObject() throws IOException {
        try (var upload = store.upload("half", ignored -> {})) {
            upload.write(noise(2 * PART + 1));
            upload.abort();
            upload.abort();
        }
        assertThat(store.keys("", "")).isEmpty();
        assertThat(store.leftovers("")).isEmpty();
    }

    @Test
    void abortingFindsAnUploadWhoseIdGotLost() throws IOException {
        try (var lost = store.upload("lost", ignored -> {});
                var mine = store.upload("lost", ignored -> {})) {
            lost.write(noise(PART + 1));
            mine.write(noise(PART + 1));
            mine.abort();
        }
        assertThat(store.leftovers("")).isEmpty();
    }

    @Test
    void aReadThatBreaksGoesOnWhereItBroke() throws IOException {
        var bytes = noise(PART);
        try (var upload = store.upload("whole", ignored -> {})) {
            upload.write(bytes);
            upload.complete();
        }
        S3.gate().hangUp(3, request -> request.method().equals("GET"));
        assertThat(store.open("whole").readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void errorsThatPassAreNotSeen() {
        S3.gate().answer(500, 2, request -> true);
        store.put("a", new byte[10]);
        S3.gate().hangUp(2, request -> true);
        assertThat(store.read("a")).isPresent();
    }

    @Test
    void aServerWithoutConditionsIsWrittenWithoutThem() {
        S3.gate().answer(501, 1, request -> request.header("If-None-Match").isPresent());
        store.put("a", new byte[10]);
        store.put("b", new byte[10]);
        assertThat(store.keys("", "")).containsExactly("a", "b");
        assertThat(S3.gate().requests().getLast().header("If-None-Match")).isEmpty();
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
