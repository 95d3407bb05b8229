package io.pgbelay.playground.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Users of a control plane, known by their tokens, who may do nothing until somebody grants it. */
public final class People {
    /** Their names, as they are known to the API server. */
    public static final List<String> NAMES = List.of("alice", "bob", "ben", "mallory", "petra", "rita");

    private static final int TOKEN_BYTES = 32;

    private People() {}

    /** A new token for each. They open a throw-away control plane on this machine, and nothing else. */
    static Map<String, String> tokens() {
        return NAMES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> token()));
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** As kube-apiserver reads it: token, user name, user UID. */
    static void write(Path file, Map<String, String> tokens) throws IOException {
        Files.write(
                file,
                NAMES.stream()
                        .map(name -> String.join(",", tokens.get(name), name, name))
                        .toList());
    }
}
