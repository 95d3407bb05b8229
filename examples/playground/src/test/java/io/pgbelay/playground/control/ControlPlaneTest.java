package io.pgbelay.playground.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class ControlPlaneTest {

    @Test
    void realKubectlTalksToIt(Room room) {
        String version = room.playground().controlPlane().binaries().version();
        assertThat(room.kubectl("version"))
                .contains("Client Version: v" + version)
                .contains("Server Version: v" + version);
        assertThat(room.kubectl("get", "--raw", "/readyz")).isEqualTo("ok");
    }

    @Test
    void admissionPoliciesAndDefaultsAreReal(Room room) {
        assertThat(room.kubectl("api-resources", "-o", "name"))
                .contains("validatingadmissionpolicies.admissionregistration.k8s.io");
        assertThat(room.kubectl("run", "x", "--image=tools", "--restart=Nonsense"))
                .contains("invalid restart policy");
        assertThat(room.kubectl("run", "UPPER", "--image=tools")).contains("RFC 1123");
    }

    @Test
    void podsSurviveARestartOfTheApiServerAndAreReportedAfterwards(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - {name: stays, image: tools:1, command: [sh, -c, 'trap "exit 3" TERM; while :; do sleep 0.05; done']}
                - {name: ends, image: tools:1, command: [sh, -c, 'trap "exit 4" TERM; while :; do sleep 0.05; done']}
                """);
        room.awaitPhase("Running");
        long stays =
                room.playground().node().pid(room.namespace(), "p", "stays").orElseThrow();
        room.playground().controlPlane().stopApiServer();
        room.playground().node().kill(room.namespace(), "p", "ends", "TERM");
        Room.patiently()
                .until(() -> room.playground()
                        .node()
                        .pid(room.namespace(), "p", "ends")
                        .isEmpty());
        room.playground().controlPlane().startApiServer();
        room.awaitPod(pod -> pod.getStatus().getContainerStatuses().stream()
                .anyMatch(status -> status.getState().getTerminated() != null
                        && status.getState().getTerminated().getExitCode() == 4));
        assertThat(room.playground().node().pid(room.namespace(), "p", "stays")).contains(stays);
        // The watch is back as well: a deletion is heard.
        room.kubectl("delete", "pod", "p");
        assertThat(room.playground().node().pid(room.namespace(), "p", "stays")).isEmpty();
    }

    @Test
    void versionThatIsNotPinnedIsRefusedInWords() {
        assertThatThrownBy(() -> Binaries.find("1.99.0", line -> {}))
                .hasMessage("Kubernetes 1.99.0 is not pinned here: KUBE_VERSION may be 1.34.4 or 1.36.3.");
    }

    @Test
    void everyPinnedVersionHasItsModuleOnTheClassPath() {
        for (String module : List.of("etcd", "1.34.4", "1.36.3")) {
            assertThat(Binaries.class.getResource("/kube/" + module + "/go.sum"))
                    .as(module)
                    .isNotNull();
        }
    }
}
