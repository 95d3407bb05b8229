package io.pgbelay.environment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pgbelay.api.Environment;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.Promotion;
import io.pgbelay.kube.Identity;
import java.util.List;
import java.util.Objects;

/**
 * The facts of a pass.
 *
 * @param promotions those that name this Environment
 * @param deployments those of its workloads that are there
 * @param scheduleThere whether the BackupSchedule that it names is there; true where it names none
 * @param identity whether the API server holds who asks and who approves
 */
record EnvironmentSeen(
        Environment environment,
        List<Promotion> promotions,
        List<Deployment> deployments,
        boolean scheduleThere,
        Identity identity) {
    EnvironmentSeen {
        promotions = List.copyOf(promotions);
        deployments = List.copyOf(deployments);
    }

    EnvironmentStatus status() {
        return Objects.requireNonNullElse(environment.getStatus(), EnvironmentStatus.NONE);
    }
}
