package io.pgbelay.workload;

import org.jspecify.annotations.Nullable;

/**
 * The name of an image in its parts.
 *
 * @param repository registry and path, such as registry.example:5000/shop
 * @param tag absent where only a digest, or nothing, is named
 * @param digest such as sha256:0a1b...; absent where none is named
 */
public record ImageName(
        String repository, @Nullable String tag, @Nullable String digest) {
    /** Takes a name apart. A colon before the last slash is a port. */
    public static ImageName parse(String image) {
        var at = image.indexOf('@');
        var digest = at < 0 ? null : image.substring(at + 1);
        var name = at < 0 ? image : image.substring(0, at);
        var colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/')
                ? new ImageName(name.substring(0, colon), name.substring(colon + 1), digest)
                : new ImageName(name, null, digest);
    }

    /** The same name with this digest besides. */
    public ImageName with(@Nullable String known) {
        return new ImageName(repository, tag, known);
    }

    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
