package io.pgbelay.e2e;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Stands in for the command {@code helm} where there is none, with what {@link Release} says to it and no more. A process
 * of its own, because Helm's library takes the signals of its process.
 */
final class HelmMain {
    private final String[] words;

    private HelmMain(String... words) {
        this.words = words;
    }

    /** Words: {@code install NAME CHART} or {@code uninstall NAME}, and options as {@code --key=value}. */
    public static void main(String[] args) {
        new HelmMain(args).run();
    }

    private void run() {
        switch (words[0]) {
            case "install" -> install();
            case "uninstall" ->
                Helm.uninstall(words[1])
                        .withNamespace(option("namespace"))
                        .ignoreNotFound()
                        .call();
            default -> throw new IllegalArgumentException("say install or uninstall");
        }
    }

    private void install() {
        new Helm(Path.of(words[2]))
                .install()
                .withName(words[1])
                .withNamespace(option("namespace"))
                .withValuesFile(Path.of(option("values")))
                .waitReady()
                .withTimeout(Integer.parseInt(option("timeout").replace("s", "")))
                .call();
    }

    private String option(String name) {
        var start = "--" + name + "=";
        return Arrays.stream(words)
                .filter(word -> word.startsWith(start))
                .map(word -> word.substring(start.length()))
                .findFirst()
                .orElseThrow();
    }
}
