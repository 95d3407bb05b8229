package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a container of one Pod a process: command, environment and directory from the Pod and from the image. */
record ContainerProcess(
        Household household,
        Images images,
        Map<String, String> given,
        Sources sources,
        Downward downward,
        Volumes volumes,
        PodFolder folder) {

    Owned start(Container container, int attempt) throws NotYet, StartError {
        ImageCommand image = images.find(container.getImage())
                .orElseThrow(() -> new NotYet(
                        "ErrImagePull", "the node maps no command to image \"" + container.getImage() + "\""));
        Path message = folder.terminationMessage(container.getName(), attempt);
        Mounts mounts = volumes.mountsOf(container, message);
        Map<String, String> environment = environment(container, image, mounts);
        List<String> command = command(container, image, environment);
        Launch launch = new Launch(
                executable(command, environment),
                environment,
                directory(container, mounts),
                folder.log(container.getName(), attempt));
        try {
            if (!Files.exists(message)) {
                Files.createFile(message);
            }
            return household.start(launch);
        } catch (IOException e) {
            throw new StartError(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> environment(Container container, ImageCommand image, Mounts mounts) throws NotYet {
        Map<String, String> base = new LinkedHashMap<>();
        base.put("PATH", ImageCommand.DEFAULT_PATH);
        base.put("HOME", folder.scratch(container.getName()).toString());
        base.put("HOSTNAME", downward.pod().getMetadata().getName());
        base.putAll(given);
        base.putAll(image.environment());
        return EnvVars.resolve(sources, downward, mounts, container, base);
    }

    private static List<String> command(Container container, ImageCommand image, Map<String, String> environment)
            throws StartError {
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
        return command;
    }

    /** The command with its program looked up on the container's own PATH. */
    private static List<String> executable(List<String> command, Map<String, String> environment) throws StartError {
        String program = command.getFirst();
        if (program.contains("/")) {
            if (!Files.isExecutable(Path.of(program))) {
                throw new StartError("exec: \"" + program + "\": no such file, or not executable");
            }
            return command;
        }
        Path found = Stream.of(String.valueOf(environment.get("PATH")).split(":", -1))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst()
                .orElseThrow(() -> new StartError("exec: \"" + program + "\": executable file not found in $PATH"));
        List<String> absolute = new ArrayList<>(command);
        absolute.set(0, found.toString());
        return absolute;
    }

    private Path directory(Container container, Mounts mounts) {
        return Optional.ofNullable(container.getWorkingDir())
                .flatMap(mounts::find)
                .filter(Files::isDirectory)
                .orElseGet(() -> folder.scratch(container.getName()));
    }
}
