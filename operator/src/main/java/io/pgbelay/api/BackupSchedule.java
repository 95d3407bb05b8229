package io.pgbelay.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** When to back up which database, and to where. */
@Group("pgbelay.io")
@Version("v1alpha1")
@ShortNames("bsched")
@Categories("pgbelay")
@ValidationRule(value = "size(self.metadata.name) <= 40", message = "the name may have at most 40 characters")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".spec.schedule")
@AdditionalPrinterColumn(name = "Suspend", jsonPath = ".spec.suspend", type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "Last success",
        jsonPath = ".status.lastSuccessTime",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.nextScheduleTime")
@AdditionalPrinterColumn(name = "Stored", jsonPath = ".status.stored.summary")
@AdditionalPrinterColumn(name = "RPO", jsonPath = ".status.conditions[?(@.type==\"RPOMet\")].status")
@AdditionalPrinterColumn(name = "Verified", jsonPath = ".status.conditions[?(@.type==\"Verified\")].reason")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class BackupSchedule extends CustomResource<BackupScheduleSpec, BackupScheduleStatus>
        implements Namespaced {
    /** The longest name that the schema accepts, in characters. */
    public static final int LONGEST_NAME = 40;
}
