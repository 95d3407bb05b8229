package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class WaitingTest {

    private static final String SECRET =
            "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: word}}";

    @Test
    void missingSecretIsWaitedFor(Room room) {
        room.run("""
                restartPolicy: Never
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'echo $PASSWORD'], env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: password}}}]}
                """);
        Pod pod = room.awaitWaiting("main", "CreateContainerConfigError");
        assertThat(Room.state(pod, "main").getWaiting().getMessage()).isEqualTo("secret \"s\" not found");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        room.create(SECRET);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("word\n");
    }

    @Test
    void missingKeyIsNamed(Room room) {
        room.create(SECRET);
        room.run("""
                restartPolicy: Never
                containers:
                - {name: main, image: tools:1, command: [env], env: [{name: X, valueFrom: {secretKeyRef: {name: s, key: other}}}]}
                """);
        Pod pod = room.awaitWaiting("main", "CreateContainerConfigError");
        assertThat(Room.state(pod, "main").getWaiting().getMessage())
                .isEqualTo("couldn't find key other in Secret " + room.namespace() + "/s");
    }

    @Test
    void missingSecretVolumeLeavesTheContainerCreatingAndAnEvent(Room room) {
        room.run("""
                restartPolicy: Never
                volumes: [{name: keys, secret: {secretName: s}}]
                containers:
                - {name: main, image: tools:1, command: [sh, -c, 'cat $FILE'], env: [{name: FILE, value: /keys/password}], volumeMounts: [{name: keys, mountPath: /keys}]}
                """);
        room.awaitWaiting("main", "ContainerCreating");
        Event event = Room.patiently()
                .until(
                        () -> room.client()
                                .v1()
                                .events()
                                .inNamespace(room.namespace())
                                .list()
                                .getItems(),
                        events ->
                                events.stream().anyMatch(one -> one.getReason().equals("FailedMount")))
                .getFirst();
        assertThat(event.getMessage()).contains("secret \"s\" not found");
        room.create(SECRET);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("word");
    }

    @Test
    void imageThatIsNotMappedCannotBePulled(Room room) {
        room.run("""
                restartPolicy: Never
                initContainers:
                - {name: side, image: 'nobody/knows:1', restartPolicy: Always}
                containers:
                - {name: main, image: tools:1, command: [echo, never]}
                """);
        Pod pod = room.awaitWaiting("side", "ErrImagePull");
        assertThat(Room.state(pod, "side").getWaiting().getMessage()).contains("nobody/knows:1");
        pod = room.awaitWaiting("side", "ImagePullBackOff");
        assertThat(Room.state(pod, "main").getWaiting().getReason()).isEqualTo("PodInitializing");
        room.client().pods().inNamespace(room.namespace()).withName("p").delete();
        Room.patiently().until(() -> room.pod() == null);
    }

    @Test
    void podThatDoesNotFitIsUnschedulable(Room room) {
        room.run("""
                containers:
                - {name: main, image: tools:1, resources: {requests: {memory: 100Ti}}}
                """);
        Pod pod = room.awaitPod(one -> one.getStatus().getConditions().stream()
                .anyMatch(condition -> "Unschedulable".equals(condition.getReason())));
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getStatus().getConditions().getFirst().getMessage()).contains("Insufficient memory");
    }
}
