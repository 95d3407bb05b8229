package io.pgbelay.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One backup of one database. */
@Group("pgbelay.io")
@Version("v1alpha1")
@ShortNames("brun")
@Categories("pgbelay")
@ValidationRule(value = "size(self.metadata.name) <= 58", message = "the name may have at most 58 characters")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".spec.scheduleRef.name")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Size", jsonPath = ".status.artifact.size")
@AdditionalPrinterColumn(name = "Duration", jsonPath = ".status.duration")
@AdditionalPrinterColumn(name = "Verified", jsonPath = ".status.verified.level")
@AdditionalPrinterColumn(name = "Kept as", jsonPath = ".status.keptAs")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class BackupRun extends CustomResource<BackupRunSpec, BackupRunStatus> implements Namespaced {
    /** Label of a run with the name of its schedule. */
    public static final String SCHEDULE_LABEL = "pgbelay.io/schedule";

    /** Annotation of a run with the time for which its schedule started it, RFC 3339. */
    public static final String SLOT_ANNOTATION = "pgbelay.io/slot";

    /** Annotation of a run with the token of {@code spec.trigger} for which its schedule started it. */
    public static final String TRIGGER_ANNOTATION = "pgbelay.io/trigger";
}
