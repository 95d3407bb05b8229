package io.pgbelay.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pgbelay.playground.node.ImageCommand;
import io.pgbelay.playground.node.Images;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SmokeTest {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: demo, namespace: default}
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  volumes: [{name: work, emptyDir: {}}]
                  initContainers:
                  - name: side
                    image: tools:1
                    restartPolicy: Always
                    command: [sh, -c, 'trap "echo side ends; exit 0" TERM; mkfifo $DIR/pipe; echo hello > $DIR/pipe; echo side wrote; while :; do sleep 0.1; done']
                    env: [{name: DIR, value: /work}]
                    volumeMounts: [{name: work, mountPath: /work}]
                  containers:
                  - name: main
                    image: tools:1
                    command: [sh, -c, 'while ! [ -p $DIR/pipe ]; do sleep 0.1; done; read -r word <$DIR/pipe; echo "got $word $PASSWORD"; echo done >$MESSAGE']
                    env:
                    - {name: DIR, value: /work}
                    - {name: MESSAGE, value: /dev/termination-log}
                    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: secret, key: password}}}
                    volumeMounts: [{name: work, mountPath: /work}]
            """;

    @Test
    void runs() throws Exception {
        Instant start = Instant.now();
        Images images = Images.builder().map("tools", ImageCommand.ofPath()).build();
        Playground.Options options = Playground.Options.defaults()
                .withImages(images)
                .withBuckets("b")
                .withConsole(System.out::println);
        try (Playground playground = Playground.start(options)) {
            System.out.println("up after " + Duration.between(start, Instant.now()));
            System.out.println(playground.postgres().psql("postgres", "select version()"));
            KubernetesClient client = playground.controlPlane().client();
            client.resource(
                            "---\n{apiVersion: v1, kind: Secret, metadata: {name: secret, namespace: default}, stringData: {password: pass}}")
                    .create();
            client.resource(JOB).create();
            Job job = client.batch()
                    .v1()
                    .jobs()
                    .inNamespace("default")
                    .withName("demo")
                    .waitUntilCondition(
                            one -> one != null
                                    && one.getStatus() != null
                                    && one.getStatus().getCompletionTime() != null,
                            30,
                            TimeUnit.SECONDS);
            System.out.println("job after " + Duration.between(start, Instant.now()));
            System.out.println(io.fabric8.kubernetes.client.utils.Serialization.asYaml(client.pods()
                    .inNamespace("default")
                    .list()
                    .getItems()
                    .getFirst()
                    .getStatus()));
            Process logs = new ProcessBuilder(
                            playground.controlPlane().kubectl().toString(),
                            "--kubeconfig",
                            playground.controlPlane().kubeconfig().toString(),
                            "logs",
                            "job/demo",
                            "--all-containers")
                    .inheritIO()
                    .start();
            assertThat(logs.waitFor()).isZero();
            Instant restart = Instant.now();
            playground.controlPlane().restartApiServer();
            System.out.println("restart took " + Duration.between(restart, Instant.now()));
            assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
        }
        System.out.println("down after " + Duration.between(start, Instant.now()));
    }
}
