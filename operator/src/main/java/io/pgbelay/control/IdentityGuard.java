package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.kube.Identity;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks whether the admission policy for promotions stands, with a binding that denies. */
public final class IdentityGuard {
    private final KubernetesClient client;
    private final String name;

    /** {@code name} is that of the policy and of its binding. */
    public IdentityGuard(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** How it stands now. */
    public Identity look() {
        try {
            var admission = client.admissionRegistration().v1();
            return judge(
                    admission.validatingAdmissionPolicies().withName(name).get(),
                    admission.validatingAdmissionPolicyBindings().withName(name).get());
        } catch (KubernetesClientException e) {
            return Identity.missing("The admission policy " + name + " could not be read: " + e.getMessage());
        }
    }

    private Identity judge(
            @Nullable ValidatingAdmissionPolicy policy, @Nullable ValidatingAdmissionPolicyBinding binding) {
        if (policy == null) {
            return Identity.missing("There is no ValidatingAdmissionPolicy " + name);
        }
        if (binding == null) {
            return Identity.missing("There is no ValidatingAdmissionPolicyBinding " + name);
        }
        var spec = binding.getSpec();
        var denies = "Fail".equals(policy.getSpec().getFailurePolicy())
                && name.equals(spec.getPolicyName())
                && spec.getValidationActions().contains("Deny")
                && spec.getMatchResources() == null;
        return denies
                ? Identity.enforced(younger(policy, binding))
                : Identity.missing("The admission policy " + name + " or its binding does not deny everywhere");
    }

    private static Instant younger(HasMetadata... objects) {
        return Stream.of(objects)
                .map(one -> Instant.parse(one.getMetadata().getCreationTimestamp()))
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
