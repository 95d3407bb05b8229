package io.pgbelay.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Bring a backup back, into a new database or in the place of a live one. */
@Group("pgbelay.io")
@Version("v1alpha1")
@ShortNames("rreq")
@Categories("pgbelay")
@ValidationRule(value = "size(self.metadata.name) <= 52", message = "the name may have at most 52 characters")
@AdditionalPrinterColumn(name = "Backup", jsonPath = ".status.plan.backup")
@AdditionalPrinterColumn(name = "Database", jsonPath = ".spec.target.database")
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.target.mode")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Duration", jsonPath = ".status.duration")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class RestoreRequest extends CustomResource<RestoreRequestSpec, RestoreRequestStatus>
        implements Namespaced {}
