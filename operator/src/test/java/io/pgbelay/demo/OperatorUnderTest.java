package io.pgbelay.demo;

import io.pgbelay.playground.Playground;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operator as users run it: the image's command, a process, nothing but its own service account. */
public final class OperatorUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Playground playground;
    private final String name;
    private final Path image;
    private final Path kubeconfig;
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Owned process;
    private int port;

    OperatorUnderTest(Playground playground, String name, Path image, Path kubeconfig, Map<String, String> settings) {
        this.playground = playground;
        this.name = name;
        this.image = image;
        this.kubeconfig = kubeconfig;
        this.settings = Map.copyOf(settings);
    }

    /** Starts it and waits until it is ready. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts it. */
    public void launch() {
        try {
            port = io.pgbelay.playground.process.Ports.free();
            process = playground
                    .household()
                    .start(new Launch(
                            List.of(image.resolve("bin/pgbelay").toString(), "operator"),
                            environment(),
                            playground.directory(),
                            log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        var env = new HashMap<String, String>();
        env.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        env.put("JAVA_HOME", System.getProperty("java.home"));
        env.put("KUBECONFIG", kubeconfig.toString());
        env.put("PGBELAY_NAMESPACE", World.SYSTEM);
        env.put("PGBELAY_HEALTH_PORT", Integer.toString(port));
        env.putAll(settings);
        return env;
    }

    private void awaitReady() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            if (System.nanoTime() > end || !running()) {
                throw new IllegalStateException("The operator did not become ready:\n" + said());
            }
            sleep();
        }
    }

    /** Whether /readyz says 200. */
    public boolean ready() {
        return readiness().startsWith("200 ");
    }

    /** Status and body of /readyz; empty where nobody answers. */
    public String readiness() {
        return answer("/readyz");
    }

    /** Status and body of one of its pages; empty where nobody answers. */
    public String answer(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body().strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Whether its process lives. */
    public boolean running() {
        return process != null && process.alive();
    }

    /** Its process id. */
    public long pid() {
        return process == null ? -1 : process.pid();
    }

    /** SIGTERM, and waits for the end. */
    public void stop() {
        close();
    }

    /** kill -9. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** All that it has said, over restarts. */
    public String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return playground.directory().resolve(name + ".log");
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop("TERM", GRACE);
        }
    }
}
