package io.pgbelay.contract;

import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Manifest.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one tool wrote and one tool reads: a whole dump, or one of its streams.
 *
 * @param objects concatenated in this order they are it
 * @param dumpBytes before compression and encryption
 * @param dumpSha256 of the same
 */
public record Archive(List<StoredObject> objects, long dumpBytes, String dumpSha256) {
    public Archive {
        objects = List.copyOf(objects);
    }

    /** Fails unless each object belongs to one stream, and the first stream is not the only one. */
    static void check(List<StoredObject> objects, @Nullable List<Stream> streams) {
        if (streams == null) {
            return;
        }
        var named = streams.stream().mapToLong(Stream::objects).sum();
        if (streams.size() < 2 || streams.stream().anyMatch(one -> one.objects() < 1) || named != objects.size()) {
            throw new IllegalArgumentException("its streams do not divide its objects");
        }
        streams.forEach(one -> Objects.requireNonNull(one.dumpSha256(), "a stream without a digest"));
    }

    static List<Archive> of(List<StoredObject> objects, List<Stream> streams) {
        var archives = new ArrayList<Archive>();
        var from = 0;
        for (var stream : streams) {
            var own = objects.subList(from, from + stream.objects());
            archives.add(new Archive(own, stream.dumpBytes(), stream.dumpSha256()));
            from += stream.objects();
        }
        return archives;
    }

    /** As it stands in a manifest beside others. */
    public Stream stream() {
        return new Stream(objects.size(), dumpBytes, dumpSha256);
    }
}
