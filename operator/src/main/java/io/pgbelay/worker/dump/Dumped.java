package io.pgbelay.worker.dump;

import io.pgbelay.contract.Archive;
import io.pgbelay.contract.Fingerprint;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.stream.CountingDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the store after a good dump, before anything proves it.
 *
 * @param fingerprint of what it holds; absent where nobody asked, or an archive was not understood
 * @param largestShare of the largest table, in percent; absent where there is one archive
 */
record Dumped(
        List<Archive> archives,
        @Nullable Fingerprint fingerprint,
        @Nullable Integer largestShare) {
    Dumped {
        archives = List.copyOf(archives);
    }

    /** Of all archives. */
    List<StoredObject> objects() {
        return archives.stream().flatMap(one -> one.objects().stream()).toList();
    }

    /** Of the dump, before compression. */
    long bytes() {
        return archives.stream().mapToLong(Archive::dumpBytes).sum();
    }

    /** Of the same. Several have one by the lines of their own, for a digest of all of them joined would be of nothing. */
    String sha256() {
        if (archives.size() == 1) {
            return archives.getFirst().dumpSha256();
        }
        var lines = archives.stream().map(one -> one.dumpSha256() + "\n").collect(Collectors.joining());
        return CountingDigest.of(lines.getBytes(StandardCharsets.US_ASCII));
    }

    /** As the manifest tells of them. */
    @Nullable
    List<Manifest.Stream> streams() {
        return archives.size() == 1
                ? null
                : archives.stream().map(Archive::stream).toList();
    }

    /** Size of all objects. */
    long storedBytes() {
        return objects().stream().mapToLong(StoredObject::sizeBytes).sum();
    }
}
