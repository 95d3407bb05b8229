package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One backup, described: which database, how, to where. */
public record BackupTemplate(
        @JsonPropertyDescription(
                "Environment in the names of objects and in metrics, such as production. Default: the namespace.")
        @Size(min = 1, max = 63)
        @Nullable
        String stage,

        @JsonPropertyDescription("The database that is backed up.") @Required
        Database database,

        @JsonPropertyDescription("What pg_dump is asked for. Default: a Custom archive.") @Default("{}")
        Dump dump,

        @JsonPropertyDescription("How the dump is made smaller. Default: Zstd, level 1.") @Default("{}")
        Compression compression,

        @JsonPropertyDescription("How the backup is locked up. Default: it is not.") @Nullable
        Encryption encryption,

        @JsonPropertyDescription("Where the backup goes.") @Required
        Storage storage,

        @JsonPropertyDescription("How long one attempt may take. Default: 2h.")
        @Default("2h")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String deadline,

        @JsonPropertyDescription("How long no byte may move before an attempt is given up. Default: 10m.")
        @Default("10m")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String noProgressTimeout,

        @JsonPropertyDescription("Further attempts after a failure that may pass by itself. Default: 2.")
        @Default("2")
        @Min(0)
        @Max(10)
        Integer retries,

        @JsonPropertyDescription("What is said about the Pod. Default: nothing.") @Nullable
        PodTemplate podTemplate) {
    public BackupTemplate {
        dump = requireNonNullElse(dump, Dump.DEFAULT);
        compression = requireNonNullElse(compression, Compression.DEFAULT);
        deadline = requireNonNullElse(deadline, "2h");
        noProgressTimeout = requireNonNullElse(noProgressTimeout, "10m");
        retries = requireNonNullElse(retries, 2);
    }

    /** The word that stands for the environment in object names. */
    public String stageOr(String namespace) {
        return stage == null ? namespace : stage;
    }

    /** What is said about the Pod, or nothing. */
    public PodTemplate pod() {
        return podTemplate == null ? PodTemplate.NONE : podTemplate;
    }

    /** The same for another database. */
    public BackupTemplate of(Database other) {
        return new BackupTemplate(
                stage,
                other,
                dump,
                compression,
                encryption,
                storage,
                deadline,
                noProgressTimeout,
                retries,
                podTemplate);
    }
}
