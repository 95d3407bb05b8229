package io.pgbelay.e2e;

/**
 * An image by its name.
 *
 * @param repository all before the tag
 */
record Image(String repository, String tag) {
    /**
     * Reads {@code repository:tag}.
     *
     * @throws IllegalArgumentException where there is no tag, or {@code latest}: a node would pull it each time
     */
    static Image of(String name) {
        var colon = name.lastIndexOf(':');
        if (colon <= name.lastIndexOf('/') || name.endsWith(":latest")) {
            throw new IllegalArgumentException("write an image with its tag, and not :latest: " + name);
        }
        return new Image(name.substring(0, colon), name.substring(colon + 1));
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }
}
