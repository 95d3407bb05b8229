package io.pgbelay.storage;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A large object as one stream. A connection that breaks is made anew at the byte where it broke. */
final class S3Reader extends InputStream {
    private static final int BREAKS_IN_A_ROW = 6;
    private static final long FIRST_PAUSE = 200;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private @Nullable String etag;
    private long length = -1;
    private long position;
    private int breaks;

    S3Reader(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (position != length && count > 0) {
            try {
                var got = connected().read(buffer, offset, count);
                if (got > 0) {
                    position += got;
                    breaks = 0;
                    return got;
                }
                // An end before the end: some HTTP clients do not tell it from a good one.
                broke(new IOException("the connection ended after " + position + " of " + length + " bytes"));
            } catch (IOException e) {
                broke(e);
            }
        }
        return count == 0 ? 0 : -1;
    }

    @Override
    public void close() {
        var open = body;
        body = null;
        if (open != null) {
            open.abort();
        }
    }

    private InputStream connected() {
        var open = body;
        if (open == null) {
            open = connect();
            body = open;
        }
        return open;
    }

    private ResponseInputStream<GetObjectResponse> connect() {
        try {
            var answer = client.getObject(r ->
                    r.bucket(bucket).key(key).ifMatch(etag).range(position == 0 ? null : "bytes=" + position + "-"));
            if (length < 0) {
                length = answer.response().contentLength();
                etag = answer.response().eTag();
            }
            return answer;
        } catch (NoSuchKeyException e) {
            throw new Failure(FailureReason.ArtifactMissing, "there is no object " + key + " in bucket " + bucket, e);
        } catch (SdkException e) {
            throw S3Troubles.of(e, bucket, "read " + key);
        }
    }

    private void broke(IOException e) throws IOException {
        close();
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
        if (++breaks > BREAKS_IN_A_ROW) {
            throw new Failure(
                    FailureReason.StorageUnreachable,
                    "reading " + key + " broke again and again at byte " + position + ": " + e.getMessage(),
                    e);
        }
        try {
            Thread.sleep(FIRST_PAUSE << breaks);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while reading").initCause(stop);
        }
    }
}
