package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a container of one Pod a process: command, environment and directory from the Pod and from the image. */
record ContainerProcess(
        Household household,
        Images images,
        Map<String, String> given,
        Sources sources,
        Downward downward,
        Volumes volumes,
        PodFolder folder) {

    /** Finds all that the container needs. */
    Launch prepare(Container container, int attempt) throws NotYet, StartError {
        ImageCommand image = images.find(container.getImage())
                .orElseThrow(() -> new NotYet(
                        "ErrImagePull", "the node maps no command to image \"" + container.getImage() + "\""));
        Mounts mounts = volumes.mountsOf(container, folder.terminationMessage(container.getName(), attempt));
        Map<String, String> environment = environment(container, image, mounts);
        return new Launch(
                Commands.of(container, image, environment),
                environment,
                directory(container, mounts),
                folder.log(container.getName(), attempt));
    }

    Owned start(Launch launch, Container container, int attempt) throws StartError {
        Path message = folder.terminationMessage(container.getName(), attempt);
        try {
            if (!Files.exists(message)) {
                Files.createFile(message);
            }
            return household.start(launch);
        } catch (IOException e) {
            throw new StartError(String.valueOf(e.getMessage()));
        }
    }

    ProbeCheck check(Container container, Launch launch) {
        return new ProbeCheck(household, container, launch);
    }

    private Map<String, String> environment(Container container, ImageCommand image, Mounts mounts) throws NotYet {
        Map<String, String> base = new LinkedHashMap<>();
        base.put("PATH", ImageCommand.DEFAULT_PATH);
        base.put("HOME", folder.scratch(container.getName()).toString());
        base.put("HOSTNAME", downward.pod().getMetadata().getName());
        base.putAll(given);
        // The real /tmp is everybody's; who mounts a volume there and asks TMPDIR, as most programs do, finds it.
        mounts.find("/tmp").ifPresent(directory -> base.put("TMPDIR", directory.toString()));
        base.putAll(image.environment());
        return EnvVars.resolve(sources, downward, mounts, container, base);
    }

    private Path directory(Container container, Mounts mounts) {
        return Optional.ofNullable(container.getWorkingDir())
                .flatMap(mounts::find)
                .filter(Files::isDirectory)
                .orElseGet(() -> folder.scratch(container.getName()));
    }
}
