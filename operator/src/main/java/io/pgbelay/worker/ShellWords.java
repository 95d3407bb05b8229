package io.pgbelay.worker;

import java.util.List;
import java.util.stream.Collectors;

/** Words of a command for bash, each of them quoted: a database may have any name. */
public final class ShellWords {
    private ShellWords() {}

    /** All of them, with blanks between. */
    public static String of(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    /** One of them. */
    public static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
