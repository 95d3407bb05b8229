package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The node under the real controllers. */
@ExtendWith(World.class)
class ControllersTest {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: %1$s}
            spec:
              backoffLimit: 0
              podReplacementPolicy: Failed
              podFailurePolicy: {rules: [{action: FailJob, onPodConditions: [{type: DisruptionTarget}]}]}
              template:
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  containers: [{name: main, image: 'tools:1', command: [sh, -c, '%2$s']}]
            """;

    @Test
    void jobsCompleteAndFail(Room room) {
        room.create(JOB.formatted("good", "exit 0"));
        room.create(JOB.formatted("bad", "exit 1"));
        assertThat(conditions(awaitFinished(room, "good"))).contains("Complete").doesNotContain("Failed");
        assertThat(conditions(awaitFinished(room, "bad"))).contains("Failed").doesNotContain("Complete");
        assertThat(room.kubectl("logs", "job/good")).isEmpty();
    }

    @Test
    void deletedJobTakesItsPodAndProcessAlong(Room room) {
        room.create(JOB.formatted("long", "exec sleep 6420"));
        Room.patiently().until(() -> Room.runs("sleep 6420"));
        room.kubectl("delete", "job", "long");
        Room.patiently()
                .until(() -> room.client()
                        .pods()
                        .inNamespace(room.namespace())
                        .list()
                        .getItems()
                        .isEmpty());
        assertThat(Room.runs("sleep 6420")).isFalse();
    }

    @Test
    void deploymentRollsOutOnceReadinessPasses(Room room) {
        room.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: main
                        image: tools:1
                        command: [sh, -c, 'sleep 0.5; touch $HOME/ready; exec sleep 1000']
                        startupProbe: {exec: {command: [sh, -c, 'test -d $HOME']}, periodSeconds: 1}
                        readinessProbe: {exec: {command: [sh, -c, 'test -f $HOME/ready']}, periodSeconds: 1}
                """);
        assertThat(room.kubectl("rollout", "status", "deployment/web", "--timeout=180s"))
                .contains("successfully rolled out");
        Deployment web = room.client()
                .apps()
                .deployments()
                .inNamespace(room.namespace())
                .withName("web")
                .get();
        assertThat(web.getStatus().getReadyReplicas()).isEqualTo(2);
        room.kubectl("scale", "deployment/web", "--replicas=0");
        Room.patiently()
                .until(() -> room.client()
                        .pods()
                        .inNamespace(room.namespace())
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @Test
    void nodeIsReadyInTheEyesOfTheControllers(Room room) {
        assertThat(room.kubectl("get", "node", Node.NAME, "-o", "jsonpath={.spec.taints}"))
                .isEmpty();
        assertThat(room.kubectl("get", "lease", "-n", "kube-node-lease", Node.NAME, "-o", "name"))
                .contains(Node.NAME);
    }

    private static Job awaitFinished(Room room, String name) {
        return Room.patiently()
                .until(
                        () -> room.client()
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(room.namespace())
                                .withName(name)
                                .get(),
                        job -> conditions(job).stream().anyMatch(List.of("Complete", "Failed")::contains));
    }

    private static List<String> conditions(Job job) {
        return job.getStatus().getConditions().stream()
                .filter(condition -> condition.getStatus().equals("True"))
                .map(JobCondition::getType)
                .toList();
    }
}
