package io.pgbelay.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A request to bring a release into an Environment, or to take one back. */
@Group("pgbelay.io")
@Version("v1alpha1")
@ShortNames("pgpromo")
@Categories("pgbelay")
@ValidationRule(value = "size(self.metadata.name) <= 52", message = "the name may have at most 52 characters")
@AdditionalPrinterColumn(name = "Environment", jsonPath = ".spec.environmentRef.name")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.plan.version")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.conditions[?(@.type==\"Succeeded\")].reason")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class Promotion extends CustomResource<PromotionSpec, PromotionStatus> implements Namespaced {}
