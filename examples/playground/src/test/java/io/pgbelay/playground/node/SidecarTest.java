package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class SidecarTest {

    @Test
    void sidecarAndMainShareNamedPipeAndSidecarEndsAfterMain(Room room) {
        room.run("""
                restartPolicy: Never
                volumes: [{name: work, emptyDir: {}}]
                initContainers:
                - name: side
                  image: tools:1
                  restartPolicy: Always
                  command: [sh, -c, 'trap "echo told to end; exit 0" TERM; mkfifo $DIR/pipe; echo hello >$DIR/pipe; while :; do sleep 0.05; done']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'while ! [ -p $DIR/pipe ]; do sleep 0.05; done; read -r word <$DIR/pipe; echo "got $word"']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                """);
        Pod pod = room.awaitPhase("Succeeded");
        assertThat(Room.state(pod, "main").getTerminated().getExitCode()).isZero();
        assertThat(Room.state(pod, "side").getTerminated().getExitCode()).isZero();
        assertThat(room.kubectl("logs", "p", "-c", "main")).isEqualTo("got hello\n");
        assertThat(room.kubectl("logs", "p", "-c", "side")).isEqualTo("told to end\n");
        assertThat(Instant.parse(Room.state(pod, "side").getTerminated().getFinishedAt()))
                .isAfterOrEqualTo(
                        Instant.parse(Room.state(pod, "main").getTerminated().getFinishedAt()));
    }

    @Test
    void initContainersRunInOrderBesideSidecarsStartedBeforeThem(Room room) {
        room.run("""
                restartPolicy: Never
                volumes: [{name: work, emptyDir: {}}]
                initContainers:
                - {name: one, image: tools:1, command: [sh, -c, 'echo one >>$LIST'], env: [{name: LIST, value: /work/list}], volumeMounts: [{name: work, mountPath: /work}]}
                - {name: side, image: tools:1, restartPolicy: Always, command: [sh, -c, 'echo side >>$LIST; touch $LIST.side; exec sleep 1000'], env: [{name: LIST, value: /work/list}], volumeMounts: [{name: work, mountPath: /work}]}
                - {name: two, image: tools:1, command: [sh, -c, 'while ! [ -f $LIST.side ]; do sleep 0.05; done; echo two >>$LIST'], env: [{name: LIST, value: /work/list}], volumeMounts: [{name: work, mountPath: /work}]}
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'cat $LIST'], env: [{name: LIST, value: /work/list}], volumeMounts: [{name: work, mountPath: /work}]}
                """);
        Pod pod = room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p", "-c", "main")).isEqualTo("one\nside\ntwo\n");
        assertThat(Room.state(pod, "side").getTerminated().getReason())
                .as("a sidecar's end by TERM does not fail the Pod")
                .isEqualTo("Error");
    }

    @Test
    void sidecarThatExitsIsStartedAgain(Room room) {
        room.run("""
                restartPolicy: Never
                volumes: [{name: work, emptyDir: {}}]
                initContainers:
                - name: side
                  image: tools:1
                  restartPolicy: Always
                  command: [sh, -c, 'if [ -f $DIR/first ]; then touch $DIR/second; exec sleep 1000; fi; touch $DIR/first; exit 3']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'while ! [ -f $DIR/second ]; do sleep 0.05; done']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                """);
        Pod pod = room.awaitPhase("Succeeded");
        assertThat(pod.getStatus().getInitContainerStatuses().getFirst().getRestartCount())
                .isEqualTo(1);
        assertThat(pod.getStatus()
                        .getInitContainerStatuses()
                        .getFirst()
                        .getLastState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(3);
    }

    @Test
    void failedInitContainerFailsThePodAndNothingElseStarts(Room room) {
        room.run("""
                restartPolicy: Never
                initContainers:
                - {name: side, image: tools:1, restartPolicy: Always, command: [sleep, '1000']}
                - {name: init, image: tools:1, command: [sh, -c, 'exit 7']}
                containers:
                - {name: main, image: tools:1, command: [echo, never]}
                """);
        Pod pod = room.awaitPhase("Failed");
        assertThat(Room.state(pod, "init").getTerminated().getExitCode()).isEqualTo(7);
        assertThat(Room.state(pod, "side").getTerminated()).isNotNull();
        assertThat(Room.state(pod, "main").getWaiting().getReason()).isEqualTo("PodInitializing");
    }
}
