package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class OutcomeTest {

    @Test
    void exitCodeAndMessageAreReported(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'printf why >$MESSAGE; exit 42']
                  env: [{name: MESSAGE, value: /dev/termination-log}]
                """);
        Pod pod = room.awaitPhase("Failed");
        ContainerStateTerminated end = Room.state(pod, "main").getTerminated();
        assertThat(end.getExitCode()).isEqualTo(42);
        assertThat(end.getReason()).isEqualTo("Error");
        assertThat(end.getMessage()).isEqualTo("why");
        assertThat(end.getContainerID()).startsWith("process://");
        assertThat(pod.getStatus().getConditions())
                .filteredOn(condition -> condition.getType().equals("PodScheduled"))
                .extracting(PodCondition::getStatus)
                .containsExactly("True");
    }

    @Test
    void messageKeeps4096BytesAtACustomPath(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'head -c 5000 /dev/zero | tr "\\\\0" x >$OUT']
                  terminationMessagePath: /out/message
                  env: [{name: OUT, value: /out/message}]
                """);
        Pod pod = room.awaitPhase("Succeeded");
        assertThat(Room.state(pod, "main").getTerminated().getMessage()).isEqualTo("x".repeat(4096));
        assertThat(Room.state(pod, "main").getTerminated().getReason()).isEqualTo("Completed");
    }

    @Test
    void logsStandInForTheMessageOnError(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - name: main
                  image: tools:1
                  terminationMessagePolicy: FallbackToLogsOnError
                  command: [sh, -c, 'for i in $(seq 200); do echo line $i; done; exit 1']
                """);
        Pod pod = room.awaitPhase("Failed");
        String message = Room.state(pod, "main").getTerminated().getMessage();
        assertThat(message).endsWith("line 200").contains("line 121\n").doesNotContain("line 120\n");
    }

    @Test
    void deadlineEndsThePodAndItsGrandchildren(Room room) {
        room.run("""
                restartPolicy: Never
                activeDeadlineSeconds: 1
                terminationGracePeriodSeconds: 1
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'trap "" TERM; sleep 7531 & while :; do sleep 0.1; done']}
                """);
        Pod pod = room.awaitPhase("Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(Room.state(pod, "main").getTerminated().getExitCode()).isEqualTo(137);
        assertThat(Room.runs("sleep 7531")).isFalse();
    }

    @Test
    void killedContainerExitsWith137(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - {name: main, image: tools:1, command: [sleep, '1000']}
                """);
        room.awaitPhase("Running");
        assertThat(room.playground().node().processes()).containsKey(room.namespace() + "/p/main");
        room.playground().node().kill(room.namespace(), "p", "main", "KILL");
        Pod pod = room.awaitPhase("Failed");
        assertThat(Room.state(pod, "main").getTerminated().getExitCode()).isEqualTo(137);
        assertThat(Room.state(pod, "main").getTerminated().getReason()).isEqualTo("Error");
    }

    @Test
    void onFailureRestartsUntilItSucceeds(Room room) {
        room.run("""
                restartPolicy: OnFailure
                volumes: [{name: work, emptyDir: {}}]
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'test -f $DIR/first || { touch $DIR/first; exit 5; }']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                """);
        Pod pod = room.awaitPhase("Succeeded");
        assertThat(pod.getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isEqualTo(1);
    }

    @Test
    void crashingContainerBacksOff(Room room) {
        room.run("""
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'exit 5']}
                """);
        Pod pod = room.awaitWaiting("main", "CrashLoopBackOff");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        assertThat(pod.getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getLastState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(5);
    }

    @Test
    void commandThatIsNotThereIsAStartError(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - {name: main, image: tools:1, command: [no-such-program]}
                """);
        Pod pod = room.awaitPhase("Failed");
        assertThat(Room.state(pod, "main").getTerminated().getExitCode()).isEqualTo(128);
        assertThat(Room.state(pod, "main").getTerminated().getReason()).isEqualTo("StartError");
    }

    @Test
    void imageGivesEntrypointAndEnvironment(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - {name: entrypoint, image: 'example/echo:1', args: [and, arguments]}
                - {name: command, image: 'example/echo:1', command: [sh, -c, 'echo $FLAVOUR']}
                """);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p", "-c", "entrypoint")).isEqualTo("from the entrypoint and arguments\n");
        assertThat(room.kubectl("logs", "p", "-c", "command")).isEqualTo("plain\n");
    }
}
