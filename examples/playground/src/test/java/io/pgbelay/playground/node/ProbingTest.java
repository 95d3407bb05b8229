package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class ProbingTest {

    @Test
    void readinessFollowsTheAnswersToHttp(Room room) throws Exception {
        AtomicInteger status = new AtomicInteger(503);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        room.run("""
                terminationGracePeriodSeconds: 0
                containers:
                - name: http
                  image: tools:1
                  command: [sleep, '1000']
                  ports: [{name: web, containerPort: %1$d}]
                  readinessProbe: {httpGet: {path: /ready, port: web}, periodSeconds: 1, failureThreshold: 1}
                - name: tcp
                  image: tools:1
                  command: [sleep, '1000']
                  readinessProbe: {tcpSocket: {port: %1$d}, periodSeconds: 1}
                """.formatted(port));
        Pod pod = room.awaitPod(container("tcp", ContainerStatus::getReady));
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        assertThat(ready(pod)).isEqualTo("False");
        status.set(200);
        room.awaitPod(one -> ready(one).equals("True"));
        status.set(500);
        room.awaitPod(one -> ready(one).equals("False"));
        server.stop(0);
    }

    @Test
    void livenessProbeRestartsTheContainer(Room room) {
        room.run("""
                terminationGracePeriodSeconds: 1
                volumes: [{name: work, emptyDir: {}}]
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'test -f $DIR/first && touch $DIR/alive; touch $DIR/first; exec sleep 1000']
                  env: [{name: DIR, value: /work}]
                  volumeMounts: [{name: work, mountPath: /work}]
                  livenessProbe: {exec: {command: [sh, -c, 'test -f $DIR/alive']}, periodSeconds: 1, failureThreshold: 1, initialDelaySeconds: 1}
                """);
        room.awaitPod(pod -> Room.statuses(pod).anyMatch(status -> status.getRestartCount() == 1 && status.getReady()));
    }

    private static Predicate<Pod> container(String name, Predicate<ContainerStatus> state) {
        return pod -> Room.statuses(pod).anyMatch(status -> status.getName().equals(name) && state.test(status));
    }

    private static String ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }
}
