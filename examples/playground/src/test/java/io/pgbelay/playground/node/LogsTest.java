package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class LogsTest {

    @Test
    void partsOfALog(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'for i in 1 2 3 4 5; do echo line $i; done; echo last >&2']}
                """);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("line 1\nline 2\nline 3\nline 4\nline 5\nlast\n");
        assertThat(room.kubectl("logs", "p", "--tail=2")).isEqualTo("line 5\nlast\n");
        assertThat(room.kubectl("logs", "p", "--tail=0")).isEmpty();
        assertThat(room.kubectl("logs", "p", "--limit-bytes=6")).isEqualTo("line 1");
        assertThat(room.kubectl("logs", "p", "-c", "other")).contains("other");
    }

    @Test
    void followingSeesWhatIsWrittenLaterAndEndsWithTheContainer(Room room) throws Exception {
        room.run("""
                restartPolicy: Never
                volumes: [{name: work, emptyDir: {}}]
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'trap "echo told; exit 0" TERM; echo up; while :; do sleep 0.05; done']}
                """);
        room.awaitPhase("Running");
        Path output = Files.createTempFile("follow", ".out");
        Process follow = room.startKubectl(output, "logs", "-f", "p");
        Room.patiently().until(() -> Files.readString(output).equals("up\n"));
        room.playground().node().kill(room.namespace(), "p", "main", "TERM");
        assertThat(follow.waitFor()).isZero();
        assertThat(output).hasContent("up\ntold\n");
        Files.delete(output);
    }

    @Test
    void previousRunsLogIsKept(Room room) {
        room.run("""
                restartPolicy: OnFailure
                volumes: [{name: work, emptyDir: {}}]
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'if [ -f $DIR/first ]; then echo second; else touch $DIR/first; echo first; exit 1; fi']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                """);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("second\n");
        assertThat(room.kubectl("logs", "p", "--previous")).isEqualTo("first\n");
    }
}
