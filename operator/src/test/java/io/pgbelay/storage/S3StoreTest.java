package io.pgbelay.storage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.api.S3;
import io.pgbelay.api.ServerSideEncryption;
import io.pgbelay.api.Storage;
import io.pgbelay.contract.Failure;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket keeps what every store has to keep, and what only S3 can break. */
@BesideTheLoops
class S3StoreTest implements StoreContract {
    private static final S3Server S3 = Servers.ownS3();
    private static final int PART = PartSizes.FIRST;
    private final Given given = Given.freshBucket(Servers.postgres(), S3);
    private final ObjectStore store = ObjectStores.open(given.storage(), given.secrets());

    @Override
    public ObjectStore store() {
        return store;
    }

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
    void abortingFindsAnUploadWhoseIdGotLost() throws IOException {
        try (var lost = store.upload("lost", 1, ignored -> {});
                var mine = store.upload("lost", 1, ignored -> {})) {
            lost.write(noise(PART + 1));
            mine.write(noise(PART + 1));
            mine.abort();
        }
        assertThat(store.leftovers("")).isEmpty();
    }

    @Test
    void aReadThatBreaksGoesOnWhereItBroke() throws IOException {
        var bytes = noise(PART);
        try (var upload = store.upload("whole", 1, ignored -> {})) {
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

    @ParameterizedTest
    @ValueSource(ints = {10, 2 * PartSizes.FIRST})
    void whatTheSpecSaysOfKeepingIsSaidToTheServer(int length) throws IOException {
        var s3 = requireNonNull(given.storage().s3());
        var kept = new S3(
                s3.bucket(),
                s3.prefix(),
                s3.region(),
                s3.endpoint(),
                s3.forcePathStyle(),
                null,
                "STANDARD_IA",
                new ServerSideEncryption(ServerSideEncryption.Type.KMS, "key-1"),
                null);
        try (var other = ObjectStores.open(Storage.of(kept), given.secrets());
                var upload = other.upload("kept", 1, ignored -> {})) {
            // The test's server has no key service and says so; what it was asked is what counts.
            assertThatThrownBy(() -> {
                        upload.write(noise(length));
                        upload.complete();
                    })
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("501 NotImplemented");
        }
        assertThat(S3.gate().requests())
                .filteredOn(request -> request.path().endsWith(s3.bucket() + "/kept"))
                .isNotEmpty()
                .allSatisfy(request -> {
                    assertThat(request.header("x-amz-storage-class")).hasValue("STANDARD_IA");
                    assertThat(request.header("x-amz-server-side-encryption")).hasValue("aws:kms");
                    assertThat(request.header("x-amz-server-side-encryption-aws-kms-key-id"))
                            .hasValue("key-1");
                });
    }

    private static byte[] noise(int length) {
        return StoreContract.noise(length);
    }
}
