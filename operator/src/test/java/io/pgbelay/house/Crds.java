package io.pgbelay.house;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.RestoreRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The CustomResourceDefinitions, as generated from the records. */
final class Crds {
    private static final String HEADER = """
            # Generated from the records in operator/src/main/java/io/pgbelay/api by `make crds`: change them there.
            """;

    private Crds() {}

    private static final SortedMap<String, String> YAML = generate();

    private static final List<CustomResourceDefinition> ALL = YAML.values().stream()
            .map(text -> Serialization.unmarshal(text, CustomResourceDefinition.class))
            .toList();

    /** YAML by name of the CRD, such as {@code backupruns.pgbelay.io}. */
    static SortedMap<String, String> yaml() {
        return YAML;
    }

    private static SortedMap<String, String> generate() {
        var yaml = new TreeMap<String, String>();
        bytes().forEach((file, bytes) -> yaml.put(
                file.replaceFirst("-v1$", ""),
                HEADER + bytes.toString(StandardCharsets.UTF_8).replaceFirst("^#.*\n", "")));
        return yaml;
    }

    /** The CRDs themselves, sorted by name. */
    static List<CustomResourceDefinition> all() {
        return ALL;
    }

    /** The schema of a CRD's only version. */
    static JSONSchemaProps schema(CustomResourceDefinition crd) {
        return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }

    /** The schema of a kind's spec. */
    static Schema spec(String kind) {
        return all().stream()
                .filter(crd -> crd.getSpec().getNames().getKind().equals(kind))
                .map(crd -> Schema.of(crd).child("spec"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, ByteArrayOutputStream> bytes() {
        var files = new TreeMap<String, ByteArrayOutputStream>();
        new CRDGenerator()
                .customResourceClasses(List.of(
                        BackupSchedule.class,
                        BackupRun.class,
                        RestoreRequest.class,
                        Environment.class,
                        Promotion.class))
                .forCRDVersions("v1")
                .withMinQuotes(true)
                .withParallelGenerationEnabled(false)
                .withPostProcessor(new CrdFinish())
                .withOutput(new CRDGenerator.CRDOutput<ByteArrayOutputStream>() {
                    @Override
                    public ByteArrayOutputStream outputFor(String crdName) {
                        return files.computeIfAbsent(crdName, name -> new ByteArrayOutputStream());
                    }

                    @Override
                    public void close() {}
                })
                .detailedGenerate();
        return files;
    }
}
