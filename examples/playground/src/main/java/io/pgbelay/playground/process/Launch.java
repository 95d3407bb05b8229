package io.pgbelay.playground.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to be started: where, with which environment and nothing besides, and where its output goes.
 *
 * @param user whom to run as; null means as ourselves. Only root can be another
 * @param burial the signal by which the undertaker ends it, before KILL to its whole session
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        @Nullable String user,
        String burial) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public Launch(List<String> command, Map<String, String> environment, Path directory, Path log) {
        this(command, environment, directory, log, null, "KILL");
    }

    public Launch asUser(@Nullable String name) {
        return new Launch(command, environment, directory, log, name, burial);
    }

    public Launch buriedBy(String signal) {
        return new Launch(command, environment, directory, log, user, signal);
    }
}
