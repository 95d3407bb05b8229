package io.pgbelay.api;

/** What becomes of a release that was deployed and is not good. */
public enum OnFailure {
    Freeze,
    RollbackImage,
    RollbackAll
}
