package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class DeletionTest {

    /** A finalizer holds the object, so that its last status can be seen. */
    private static final String HELD =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p, finalizers: [example.com/hold]}\nspec:\n";

    @Test
    void termComesFirstAndSidecarsAfterMain(Room room) throws Exception {
        Path list = Files.createTempFile("order", ".txt");
        room.create(HELD + """
                  restartPolicy: Never
                  initContainers:
                  - {name: side, image: tools:1, restartPolicy: Always, command: [sh, -c, 'trap "echo side >>$LIST; exit 0" TERM; echo up; while :; do sleep 0.05; done'], env: [{name: LIST, value: '%1$s'}]}
                  containers:
                  - {name: main, image: tools:1, command: [sh, -c, 'trap "sleep 0.3; echo main >>$LIST; exit 0" TERM; echo up; while :; do sleep 0.05; done'], env: [{name: LIST, value: '%1$s'}]}
                """.formatted(list));
        Room.patiently()
                .until(() -> room.kubectl("logs", "p", "-c", "main").equals("up\n")
                        && room.kubectl("logs", "p", "-c", "side").equals("up\n"));
        room.client().pods().inNamespace(room.namespace()).withName("p").delete();
        Pod pod = room.awaitPhase("Succeeded");
        assertThat(Room.state(pod, "main").getTerminated().getExitCode()).isZero();
        assertThat(list).hasContent("main\nside\n");
        letGo(room);
        Files.delete(list);
    }

    @Test
    void killComesAfterTheGraceToAllDescendants(Room room) {
        room.create(HELD + """
                  restartPolicy: Never
                  terminationGracePeriodSeconds: 1
                  containers:
                  - {name: main, image: tools:1, command: [sh, -c, 'trap "" TERM; setsid sleep 8642 & sleep 8642 & echo up; while :; do sleep 0.05; done']}
                """);
        Room.patiently().until(() -> room.kubectl("logs", "p").equals("up\n"));
        room.client().pods().inNamespace(room.namespace()).withName("p").delete();
        Pod pod = room.awaitPhase("Failed");
        assertThat(Room.state(pod, "main").getTerminated().getExitCode()).isEqualTo(137);
        assertThat(Room.runs("sleep 8642")).isFalse();
        letGo(room);
    }

    @Test
    void forcedDeletionEndsTheProcesses(Room room) {
        room.run("""
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'trap "" TERM; sleep 9753; sleep 1']}
                """);
        Room.patiently().until(() -> Room.runs("sleep 9753"));
        room.kubectl("delete", "pod", "p", "--force", "--grace-period=0");
        Room.patiently().until(() -> !Room.runs("sleep 9753"));
    }

    @Test
    void podThatCannotStartIsDeleted(Room room) {
        room.create(HELD + """
                  restartPolicy: Never
                  containers:
                  - {name: main, image: 'not/mapped:1'}
                """);
        room.awaitWaiting("main", "ImagePullBackOff");
        room.client().pods().inNamespace(room.namespace()).withName("p").delete();
        Pod pod = room.awaitPhase("Failed");
        assertThat(Room.state(pod, "main").getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
        letGo(room);
    }

    private static void letGo(Room room) {
        room.kubectl("patch", "pod", "p", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
        Room.patiently().until(() -> room.pod() == null);
    }
}
