package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One backup, described: which database, how, to where. */
@ValidationRule(
        value = "!has(self.copies) || !has(self.storage.s3) || self.copies.all(c, !has(c.s3)"
                + " || c.s3.bucket != self.storage.s3.bucket || (has(c.s3.endpoint) ? c.s3.endpoint : '')"
                + " != (has(self.storage.s3.endpoint) ? self.storage.s3.endpoint : ''))",
        message = "a copy beside the backup goes where the backup goes: name another bucket in copies")
@ValidationRule(
        value = "!has(self.copies) || !has(self.storage.volume)"
                + " || self.copies.all(c, !has(c.volume) || c.volume.claimName != self.storage.volume.claimName)",
        message = "a copy beside the backup goes where the backup goes: name another volume in copies")
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

        @JsonPropertyDescription(
                "Further storages that a good backup is copied to, whole and as it lies there. Default: none.")
        @Size(max = 4)
        @ValidationRule(
                value = "self.all(a, self.exists_one(b, a.name == b.name))",
                message = "give each copy a name of its own")
        List<Copy> copies,

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
        copies = List.copyOf(requireNonNullElse(copies, List.of()));
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

    /** The copy of this name, where there is one. */
    public Optional<Copy> copy(String name) {
        return copies.stream().filter(one -> one.name().equals(name)).findFirst();
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
                copies,
                deadline,
                noProgressTimeout,
                retries,
                podTemplate);
    }
}
