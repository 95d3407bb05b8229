package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What exactly is executed for a container. */
final class Commands {

    private Commands() {}

    /** The container's command, or the image's, with the container's arguments, expanded. */
    static List<String> of(Container container, ImageCommand image, Map<String, String> environment) throws StartError {
        List<String> named = Optional.ofNullable(container.getCommand()).orElse(List.of());
        List<String> arguments = Optional.ofNullable(container.getArgs()).orElse(List.of());
        List<String> expanded = Stream.concat(named.stream(), arguments.stream())
                .map(word -> Expansion.expand(word, environment))
                .toList();
        List<String> command = new ArrayList<>(named.isEmpty() ? image.entrypoint() : List.of());
        command.addAll(expanded);
        if (command.isEmpty()) {
            throw new StartError("no command specified");
        }
        return executable(command, environment);
    }

    /** The command with its program looked up on the container's own PATH. */
    static List<String> executable(List<String> command, Map<String, String> environment) throws StartError {
        String program = command.getFirst();
        if (program.contains("/")) {
            if (!Files.isExecutable(Path.of(program))) {
                throw new StartError("exec: \"" + program + "\": no such file, or not executable");
            }
            return command;
        }
        Path found = Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst()
                .orElseThrow(() -> new StartError("exec: \"" + program + "\": executable file not found in $PATH"));
        List<String> absolute = new ArrayList<>(command);
        absolute.set(0, found.toString());
        return absolute;
    }
}
