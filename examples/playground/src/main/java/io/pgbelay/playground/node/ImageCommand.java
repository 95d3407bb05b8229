package io.pgbelay.playground.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands for an image on this machine.
 *
 * @param entrypoint run when the container names no command; a container without a command needs one that is not empty
 * @param environment the image's own variables, PATH above all; the container's come over them
 */
public record ImageCommand(List<String> entrypoint, Map<String, String> environment) {

    static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ImageCommand {
        entrypoint = List.copyOf(entrypoint);
        environment = Map.copyOf(environment);
    }

    /** The machine's own programs, by their names. */
    public static ImageCommand ofPath() {
        return new ImageCommand(List.of(), Map.of());
    }

    public static ImageCommand of(String... entrypoint) {
        return new ImageCommand(List.of(entrypoint), Map.of());
    }

    /** The same with a folder before the machine's own on PATH. */
    public ImageCommand withPathFirst(String folder) {
        return with("PATH", folder + ":" + environment.getOrDefault("PATH", DEFAULT_PATH));
    }

    public ImageCommand with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new ImageCommand(entrypoint, more);
    }
}
