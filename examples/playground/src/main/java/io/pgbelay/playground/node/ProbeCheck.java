package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One look at a container: a command in its environment, an HTTP request, a connection. Of HTTPS only the connection is
 * looked at.
 *
 * @param launch how the container was started; its commands run with the same environment
 */
record ProbeCheck(Household household, Container container, Launch launch) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    boolean passes(Probe probe) {
        Duration timeout = Duration.ofSeconds(
                Optional.ofNullable(probe.getTimeoutSeconds()).orElse(1));
        if (probe.getExec() != null) {
            return succeeds(probe.getExec().getCommand(), timeout);
        }
        if (probe.getHttpGet() != null && !"HTTPS".equals(probe.getHttpGet().getScheme())) {
            return answers(probe.getHttpGet(), timeout);
        }
        IntOrString port = probe.getHttpGet() != null
                ? probe.getHttpGet().getPort()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : new IntOrString(0);
        return accepts(port(port), timeout);
    }

    /** Runs a command as if inside the container; true if it ends well in time. */
    boolean succeeds(List<String> command, Duration timeout) {
        try {
            Owned process = household.start(new Launch(
                    Commands.executable(command, launch.environment()),
                    launch.environment(),
                    launch.directory(),
                    Path.of("/dev/null")));
            boolean ended = process.await(timeout);
            process.kill();
            return ended && process.exit().join() == 0;
        } catch (IOException | StartError e) {
            return false;
        }
    }

    private boolean answers(HTTPGetAction action, Duration timeout) {
        String path = Optional.ofNullable(action.getPath()).orElse("/");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + Node.ADDRESS + ":" + port(action.getPort()) + path))
                .timeout(timeout);
        try {
            int status = HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 400;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean accepts(int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) timeout.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int port(IntOrString port) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        return container.getPorts().stream()
                .filter(named -> String.valueOf(port.getStrVal()).equals(named.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(0);
    }
}
