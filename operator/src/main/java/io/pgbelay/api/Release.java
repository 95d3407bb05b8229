package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was, or is being, deployed by one Promotion. */
public record Release(
        @JsonPropertyDescription("Its version; absent where it was there before the first Promotion.") @Nullable
        String version,

        @JsonPropertyDescription("The image of the first workload.")
        String image,

        @JsonPropertyDescription("Digest of that image, where one is known.") @Nullable
        String digest,

        @JsonPropertyDescription("The image of each workload.")
        List<WorkloadImage> images,

        @JsonPropertyDescription("Revision of the schema before, where the application told it.") @Nullable
        String schemaBefore,

        @JsonPropertyDescription("Revision of the schema since, where the application told it.") @Nullable
        String schemaRevision,

        @JsonPropertyDescription("Whether its migration was started.")
        Boolean migrated,

        @JsonPropertyDescription("BackupRun that shows the data as it was before.") @Nullable
        String restorePoint,

        @JsonPropertyDescription("Name of the Promotion; absent where it was there before the first one.") @Nullable
        String promotion,

        @JsonPropertyDescription("UID of the Promotion.") @Nullable
        String promotionUid,

        @JsonPropertyDescription("Since when it is in this state; absent where nobody saw it begin.") @Nullable
        String since,

        @JsonPropertyDescription("Applying, Released (verified), Failed (deployed but not good) or RolledBack.")
        @Nullable
        State state) {
    public Release {
        images = List.copyOf(requireNonNullElse(images, List.of()));
        migrated = requireNonNullElse(migrated, false);
    }

    /** The same release in another state. */
    public Release in(State next, String time) {
        return new Release(
                version,
                image,
                digest,
                images,
                schemaBefore,
                schemaRevision,
                migrated,
                restorePoint,
                promotion,
                promotionUid,
                time,
                next);
    }

    /** The same release, whose migration was started. */
    public Release withMigration(@Nullable String revision) {
        return new Release(
                version,
                image,
                digest,
                images,
                schemaBefore,
                revision,
                true,
                restorePoint,
                promotion,
                promotionUid,
                since,
                state);
    }

    /** The image of a workload: its own, or that of the first. */
    public String imageOf(String workload) {
        return images.stream()
                .filter(one -> one.name().equals(workload))
                .map(WorkloadImage::image)
                .findFirst()
                .orElse(image);
    }

    /** How far a release has come. */
    public enum State {
        Applying,
        Released,
        Failed,
        RolledBack
    }
}
