package io.pgbelay.api;

/** The steps of a promotion, in their order; Return is taken only where one of the others has failed. */
public enum StepName {
    Plan,
    Approve,
    Backup,
    Migrate,
    Restore,
    Deploy,
    WarmCache,
    Verify,
    Publish,
    Return
}
