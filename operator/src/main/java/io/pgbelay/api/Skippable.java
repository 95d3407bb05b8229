package io.pgbelay.api;

/** Steps that a Promotion can do without, where its Environment allows it. */
public enum Skippable {
    Backup,
    Migrate,
    WarmCache;

    /** The step. */
    public StepName step() {
        return switch (this) {
            case Backup -> StepName.Backup;
            case Migrate -> StepName.Migrate;
            case WarmCache -> StepName.WarmCache;
        };
    }
}
