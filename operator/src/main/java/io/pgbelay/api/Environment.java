package io.pgbelay.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Where releases go: the policy that every Promotion follows, and what runs there now. */
@Group("pgbelay.io")
@Version("v1alpha1")
@ShortNames("pgenv")
@Categories("pgbelay")
@ValidationRule(value = "size(self.metadata.name) <= 52", message = "the name may have at most 52 characters")
@AdditionalPrinterColumn(name = "Stage", jsonPath = ".spec.stage")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.current.version")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.current.state")
@AdditionalPrinterColumn(name = "Since", jsonPath = ".status.current.since", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Active", jsonPath = ".status.active.promotion")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class Environment extends CustomResource<EnvironmentSpec, EnvironmentStatus> implements Namespaced {}
