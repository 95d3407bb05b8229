package io.pgbelay.storage;

import io.pgbelay.api.S3;
import io.pgbelay.contract.Failure;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3, or of a server that speaks its protocol. */
final class S3Store implements ObjectStore {
    private static final Long UNKNOWN = -1L;

    private final S3 place;
    private final S3Client client;
    // Not every server knows conditional writes; asked once, then remembered.
    private volatile boolean conditional = true;

    S3Store(S3 place, S3Client client) {
        this.place = place;
        this.client = client;
    }

    @Override
    public String prefix() {
        return place.prefix();
    }

    @Override
    public String address(String key) {
        return place.address(key);
    }

    @Override
    public List<String> readingCommand(String key) {
        return place.endpoint().isEmpty()
                ? List.of("aws", "s3", "cp", address(key), "-")
                : List.of("aws", "--endpoint-url", place.endpoint(), "s3", "cp", address(key), "-");
    }

    @Override
    public List<String> keys(String prefix, String after) {
        return asking(
                "list the objects",
                () -> client
                        .listObjectsV2Paginator(r -> r.bucket(place.bucket())
                                .prefix(prefix)
                                .startAfter(after)
                                .overrideConfiguration(S3Connection::quick))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .toList());
    }

    @Override
    public void each(String prefix, Consumer<Listed> told) {
        asking("list the objects", () -> {
            client.listObjectsV2Paginator(
                            r -> r.bucket(place.bucket()).prefix(prefix).overrideConfiguration(S3Connection::quick))
                    .contents()
                    .forEach(one -> told.accept(new Listed(one.key(), one.size(), one.eTag())));
            return true;
        });
    }

    @Override
    public Optional<byte[]> read(String key) {
        return asking("read " + key, () -> {
            try {
                return Optional.of(client.getObjectAsBytes(
                                r -> r.bucket(place.bucket()).key(key).overrideConfiguration(S3Connection::quick))
                        .asByteArray());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public InputStream open(String key) {
        return new S3Reader(client, place.bucket(), key);
    }

    @Override
    public StoredAt put(String key, byte[] bytes) {
        return put(key, bytes, bytes.length);
    }

    /** Writes the first bytes of a buffer. A lost reply makes the SDK ask again, so our own object is no taken key. */
    StoredAt put(String key, byte[] buffer, int length) {
        return asking("write " + key, () -> {
            try {
                return putOnce(key, buffer, length);
            } catch (AwsServiceException e) {
                if (e.statusCode() != 412 || !holds(key, buffer, length)) {
                    throw e;
                }
                return new StoredAt(null, null);
            }
        });
    }

    private StoredAt putOnce(String key, byte[] buffer, int length) {
        try {
            var answer = client.putObject(
                    r -> S3Manners.of(place, r.bucket(place.bucket()).key(key)).ifNoneMatch(conditional ? "*" : null),
                    S3Upload.body(buffer, length));
            return new StoredAt(answer.eTag(), answer.versionId());
        } catch (AwsServiceException e) {
            if (!forgetConditions(e)) {
                throw e;
            }
            return putOnce(key, buffer, length);
        }
    }

    private boolean holds(String key, byte[] buffer, int length) {
        return read(key)
                .map(there -> Arrays.equals(there, 0, there.length, buffer, 0, length))
                .orElse(false);
    }

    @Override
    public Upload upload(String key, int streams, LongConsumer acknowledged) {
        return new S3Upload(this, key, new PartSizes(streams), acknowledged);
    }

    @Override
    public void tryOut(String key) {
        var id = asking(
                "begin an upload",
                () -> client.createMultipartUpload(
                                r -> r.bucket(place.bucket()).key(key).overrideConfiguration(S3Connection::quick))
                        .uploadId());
        try {
            abort(new Leftover(key, id));
        } catch (Failure e) {
            // Keys that may not take an upload back are no reason to have no backup; this one has no part that costs.
            return;
        }
    }

    @Override
    public long longestObject(int streams) {
        return new PartSizes(streams).longestObject();
    }

    @Override
    public List<Leftover> leftovers(String prefix) {
        return asking(
                "list the unfinished uploads",
                () -> client
                        .listMultipartUploadsPaginator(
                                r -> r.bucket(place.bucket()).prefix(prefix).overrideConfiguration(S3Connection::quick))
                        .uploads()
                        .stream()
                        .map(upload -> new Leftover(upload.key(), upload.uploadId()))
                        .toList());
    }

    @Override
    public void abort(Leftover leftover) {
        asking("abort the upload of " + leftover.key(), () -> {
            try {
                return Optional.of(client.abortMultipartUpload(r -> r.bucket(place.bucket())
                        .key(leftover.key())
                        .uploadId(leftover.uploadId())
                        .overrideConfiguration(S3Connection::quick)));
            } catch (NoSuchUploadException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Optional<Seen> look(String key, @Nullable String versionId) {
        return asking("look at " + key, () -> {
            try {
                var head = client.headObject(r -> r.bucket(place.bucket())
                        .key(key)
                        .versionId(versionId)
                        .overrideConfiguration(S3Connection::quick));
                var size = Objects.requireNonNullElse(head.contentLength(), UNKNOWN);
                var lock = head.objectLockRetainUntilDate();
                return Optional.of(new Seen(key, size, head.eTag(), head.versionId(), head.lastModified(), lock));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void delete(String key, @Nullable String versionId) {
        asking(
                "delete " + key,
                () -> client.deleteObject(r -> r.bucket(place.bucket())
                        .key(key)
                        .versionId(versionId)
                        .overrideConfiguration(S3Connection::quick)));
    }

    @Override
    public void close() {
        client.close();
    }

    S3Client client() {
        return client;
    }

    String bucket() {
        return place.bucket();
    }

    S3 place() {
        return place;
    }

    boolean conditional() {
        return conditional;
    }

    /** Whether this answer says that the server knows no conditional writes, and the next try should do without. */
    boolean forgetConditions(AwsServiceException e) {
        if (!conditional || !S3Troubles.unsupported(e)) {
            return false;
        }
        conditional = false;
        return true;
    }

    <T> T asking(String deed, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw S3Troubles.of(e, place.bucket(), deed);
        }
    }
}
