package io.pgbelay.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.job.JobSeen;
import java.util.List;

/** Pods for tests. */
public final class Pods {
    private Pods() {}

    /** A Job whose mover has ended so. */
    public static JobSeen ended(Job job, Outcome outcome) throws JsonProcessingException {
        var message = Json.MAPPER.writeValueAsString(outcome);
        return new JobSeen(job, moverEnded(outcome.succeeded() ? 0 : 1, message), List.of(), List.of());
    }

    /** The order that a Job gives to its mover, as it is written. */
    public static String order(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(one -> one.getName().equals(PodEnv.ORDER))
                .map(one -> one.getValue())
                .findFirst()
                .orElseThrow();
    }

    /** A Pod whose mover has ended with this termination message. */
    public static Pod moverEnded(int exit, String message) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withCreationTimestamp("2026-11-20T01:00:00Z")
                .endMetadata()
                .withNewStatus()
                .withPhase(exit == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName("mover")
                .withNewState()
                .withNewTerminated()
                .withExitCode(exit)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
