package io.pgbelay.app;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator acts only on schemas that it knows.
 *
 * <p>Each CRD carries the digest of its schema. Where the cluster's is another than this build's, nothing is started:
 * an older operator that copied a newer field away would, for instance, write in clear what was to be encrypted.
 */
final class SchemaGuard {
    /** Annotation of a CRD with the SHA-256 of its schema. */
    static final String ANNOTATION = "pgbelay.io/schema";

    private static final Logger LOG = LoggerFactory.getLogger(SchemaGuard.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration WATCH = Duration.ofMinutes(1);
    private static final List<String> CRDS = List.of(
            "backupschedules.pgbelay.io",
            "backupruns.pgbelay.io",
            "restorerequests.pgbelay.io",
            "environments.pgbelay.io",
            "promotions.pgbelay.io");

    private final KubernetesClient client;

    SchemaGuard(KubernetesClient client) {
        this.client = client;
    }

    /** Returns when the cluster's schemas are this build's; says meanwhile why not. */
    void awaitMatch(HealthServer health) {
        var last = Optional.<String>empty();
        for (var trouble = unready(); trouble.isPresent(); trouble = unready()) {
            if (!trouble.equals(last)) {
                LOG.error("{}", trouble.get());
                health.trouble(trouble.get());
                last = trouble;
            }
            sleep(PAUSE);
        }
    }

    /** Ends the process when a schema changes under it; the next one waits until it fits. */
    void watch() {
        Thread.ofPlatform().daemon().name("schema-guard").start(() -> {
            while (true) {
                sleep(WATCH);
                changed().ifPresent(sentence -> {
                    LOG.error("{}", sentence);
                    Runtime.getRuntime().halt(1);
                });
            }
        });
    }

    private Optional<String> unready() {
        try {
            return trouble();
        } catch (KubernetesClientException e) {
            return Optional.of("Tried to read the CustomResourceDefinitions but failed: " + e.getMessage());
        }
    }

    /** An API server that does not answer, or forbids all while it starts, has changed nothing. */
    private Optional<String> changed() {
        try {
            return trouble();
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    private Optional<String> trouble() {
        return CRDS.stream().map(this::trouble).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> trouble(String name) {
        var there = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .get();
        return Objects.equals(digest(there), digest(ours(name)))
                ? Optional.empty()
                : Optional.of(sentence(name, there != null));
    }

    private static String sentence(String name, boolean there) {
        return "CustomResourceDefinition " + name + (there ? " is of another version" : " is missing")
                + ": run 'helm upgrade' with the chart of this operator's version, or 'kubectl apply -f crds/'";
    }

    private static @Nullable String digest(@Nullable CustomResourceDefinition crd) {
        return crd == null || crd.getMetadata().getAnnotations() == null
                ? null
                : crd.getMetadata().getAnnotations().get(ANNOTATION);
    }

    private CustomResourceDefinition ours(String name) {
        try (var file = Objects.requireNonNull(
                SchemaGuard.class.getResourceAsStream("/crds/" + name + ".yaml"), "the jar holds its CRDs")) {
            return client.getKubernetesSerialization().unmarshal(file, CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
