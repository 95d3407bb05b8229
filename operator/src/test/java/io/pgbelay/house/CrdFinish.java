package io.pgbelay.house;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.RestoreRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the generator leaves to us: order of columns, required spec, conditions as a map, the schema's fingerprint. */
final class CrdFinish implements CRDPostProcessor {
    /** Annotation of a CRD with the SHA-256 of its spec, by which the operator knows the schemas it was built with. */
    static final String SCHEMA_ANNOTATION = "pgbelay.io/schema";

    private static final String QUANTITY =
            "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$";

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final Map<String, Class<?>> KINDS = Map.of(
            "BackupSchedule", BackupSchedule.class,
            "BackupRun", BackupRun.class,
            "RestoreRequest", RestoreRequest.class,
            "Environment", Environment.class,
            "Promotion", Promotion.class);

    @Override
    public HasMetadata process(HasMetadata resource, String crdVersion) {
        var crd = (CustomResourceDefinition) resource;
        for (var version : crd.getSpec().getVersions()) {
            orderColumns(
                    version, requireNonNull(KINDS.get(crd.getSpec().getNames().getKind())));
            var schema = version.getSchema().getOpenAPIV3Schema();
            schema.setRequired(List.of("spec"));
            judgedOnce(schema);
            approvals(property(schema, "spec"));
            var status = property(schema, "status");
            conditions(property(status, "conditions"));
            unjudged(status);
        }
        crd.getMetadata().getAnnotations().put(SCHEMA_ANNOTATION, fingerprint(crd));
        return crd;
    }

    /** As declared on the class: the generator sorts them by path. */
    private static void orderColumns(CustomResourceDefinitionVersion version, Class<?> kind) {
        var declared = Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        version.setAdditionalPrinterColumns(version.getAdditionalPrinterColumns().stream()
                .sorted(Comparator.comparingInt(column -> declared.indexOf(column.getName())))
                .toList());
    }

    /** As Kubernetes declares its own: one condition of each type, patched one by one. */
    private static void conditions(JSONSchemaProps list) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of("type"));
        list.getItems().getSchema().setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
    }

    /** One word of one person about one plan: each may be added, and none takes another's place. */
    private static void approvals(JSONSchemaProps spec) {
        var list = spec.getProperties().get("approvals");
        if (list != null) {
            list.setXKubernetesListType("map");
            list.setXKubernetesListMapKeys(List.of("user", "planDigest", "decision"));
        }
    }

    /**
     * A status holds copies of what a spec's schema has let through, perhaps years ago: judging them again could only
     * stop the operator from writing. The Pod's part is not even spelled out a second time.
     */
    private static void unjudged(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(List.of());
        schema.setDefault(null);
        schema.setPattern(null);
        schema.setMinLength(null);
        schema.setMaxLength(null);
        schema.setMinimum(null);
        schema.setMaximum(null);
        children(schema).forEach(CrdFinish::unjudged);
        var pod = schema.getProperties().get("podTemplate");
        if (pod != null) {
            pod.setProperties(Map.of());
            pod.setXKubernetesPreserveUnknownFields(true);
        }
    }

    /** The generator finds a rule both on a record's component and on its field, and lets any text be a quantity. */
    private static void judgedOnce(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(
                schema.getXKubernetesValidations().stream().distinct().toList());
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            schema.setPattern(QUANTITY);
        }
        children(schema).forEach(CrdFinish::judgedOnce);
    }

    private static Stream<JSONSchemaProps> children(JSONSchemaProps schema) {
        var items = schema.getItems() == null ? null : schema.getItems().getSchema();
        var values = schema.getAdditionalProperties() == null
                ? null
                : schema.getAdditionalProperties().getSchema();
        return Stream.concat(
                schema.getProperties().values().stream(),
                Stream.of(items, values).filter(Objects::nonNull));
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        return requireNonNull(schema.getProperties().get(name), name);
    }

    private static String fingerprint(CustomResourceDefinition crd) {
        try {
            var spec = CANONICAL.writeValueAsString(CANONICAL.convertValue(crd.getSpec(), Map.class));
            var digest = MessageDigest.getInstance("SHA-256").digest(spec.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
