package io.pgbelay.api;

/** The steps of a promotion, in their order. */
public enum StepName {
    Plan,
    Approve,
    Backup,
    Deploy,
    Verify,
    Publish
}
