package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.pgbelay.kube.Owners;
import java.util.Map;

/** What all our Jobs around one Pod have in common: one Pod, and no second try of their own. */
final class JobFrame {
    /** How long an ended Job stays for people to read its log. */
    private static final int KEPT_SECONDS = 86_400;

    private JobFrame() {}

    static Job of(String name, HasMetadata owner, Map<String, String> labels, ObjectMeta podMetadata, PodSpec pod) {
        var once = new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("FailJob")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .build();
        return new JobBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(name)
                        .withNamespace(owner.getMetadata().getNamespace())
                        .withLabels(labels)
                        .withOwnerReferences(Owners.controller(owner))
                        .build())
                .withNewSpec()
                .withBackoffLimit(0)
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(once)
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withNewTemplate()
                .withMetadata(podMetadata)
                .withSpec(pod)
                .endTemplate()
                .endSpec()
                .build();
    }
}
