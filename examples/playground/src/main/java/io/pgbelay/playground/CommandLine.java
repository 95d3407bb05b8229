package io.pgbelay.playground;

import io.pgbelay.playground.control.Binaries;
import io.pgbelay.playground.node.ImageCommand;
import io.pgbelay.playground.node.Images;
import io.pgbelay.playground.postgres.PostgresBinaries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The words after the command.
 *
 * @param images pattern to command, in the order given
 * @param env the file that the shell is to source
 */
record CommandLine(
        Map<String, List<String>> images,
        List<String> buckets,
        Path env,
        Path state,
        String kubeVersion,
        boolean auditLog,
        boolean help) {

    static final String HELP = """
            A laptop's Kubernetes with Postgres and S3, in the foreground until Ctrl-C.

              --image PATTERN=COMMAND  what stands for an image: --image 'example/thing:*=/opt/thing/run --now'
                                       (an empty command: the container's own, from PATH)
              --bucket NAME            a bucket in the S3 server (default: playground); may be repeated
              --env FILE               where to write the shell's variables (default: target/playground/env)
              --state DIRECTORY        below which all state is kept while it runs (default: the temporary directory)
              --kube VERSION           Kubernetes version (default: KUBE_VERSION or 1.34.4)
              --audit                  the API server writes each request into audit.log of the state directory

            Mapped already: postgres (this machine's Postgres programs), busybox, alpine and debian (its own).
            """;

    static CommandLine parse(String... words) {
        Map<String, List<String>> images = new LinkedHashMap<>();
        List<String> buckets = new ArrayList<>();
        Path env = Path.of("target/playground/env");
        Path state = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        String kubeVersion = Binaries.wantedVersion();
        boolean auditLog = false;
        boolean help = false;
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--image" -> image(value(word, rest), images);
                case "--bucket" -> buckets.add(value(word, rest));
                case "--env" -> env = Path.of(value(word, rest));
                case "--state" -> state = Path.of(value(word, rest));
                case "--kube" -> kubeVersion = value(word, rest);
                case "--audit" -> auditLog = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + word + " (--help lists them)");
            }
        }
        return new CommandLine(
                images, buckets.isEmpty() ? List.of("playground") : buckets, env, state, kubeVersion, auditLog, help);
    }

    Playground.Options options(Consumer<String> console) {
        Images.Builder mapping = Images.builder();
        images.forEach((pattern, command) -> mapping.map(pattern, new ImageCommand(command, Map.of())));
        String postgres = PostgresBinaries.find(console).directory().toString();
        mapping.map("postgres", ImageCommand.ofPath().withPathFirst(postgres));
        List.of("busybox", "alpine", "debian").forEach(name -> mapping.map(name, ImageCommand.ofPath()));
        return new Playground.Options(mapping.build(), buckets, kubeVersion, state, auditLog, console);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value (--help tells which)");
        }
        return rest.next();
    }

    private static void image(String mapping, Map<String, List<String>> images) {
        int equals = mapping.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("--image needs PATTERN=COMMAND, not " + mapping);
        }
        String command = mapping.substring(equals + 1).trim();
        images.put(mapping.substring(0, equals), command.isEmpty() ? List.of() : List.of(command.split(" +")));
    }
}
