package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a requester may choose. */
public record AllowPolicy(
        @JsonPropertyDescription("Steps that a Promotion may skip: Backup, Migrate, WarmCache. Default: none.")
        @Size(max = 3)
        List<Skippable> skip,

        @JsonPropertyDescription(
                "What a Promotion may ask for where it fails: Freeze, RollbackImage, RollbackAll. Default: Freeze and RollbackImage.")
        @Default("[\"Freeze\", \"RollbackImage\"]")
        @Size(max = 3)
        List<OnFailure> onFailure,

        @JsonPropertyDescription(
                "What a Rollback may do with the database: Keep, Downgrade, RestoreBackup. Default: Keep and Downgrade.")
        @Default("[\"Keep\", \"Downgrade\"]")
        @Size(max = 3)
        List<Rollback.Data> rollback) {
    private static final List<Rollback.Data> UNLOSING = List.of(Rollback.Data.Keep, Rollback.Data.Downgrade);

    /** The defaults. */
    public static final AllowPolicy DEFAULT =
            new AllowPolicy(List.of(), List.of(OnFailure.Freeze, OnFailure.RollbackImage), UNLOSING);

    public AllowPolicy {
        skip = List.copyOf(requireNonNullElse(skip, List.of()));
        onFailure = List.copyOf(requireNonNullElse(onFailure, List.of(OnFailure.Freeze, OnFailure.RollbackImage)));
        rollback = List.copyOf(requireNonNullElse(rollback, UNLOSING));
    }
}
