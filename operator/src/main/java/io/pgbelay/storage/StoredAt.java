package io.pgbelay.storage;

import org.jspecify.annotations.Nullable;

/** What the store says of an object that it took. */
public record StoredAt(@Nullable String etag, @Nullable String versionId) {}
