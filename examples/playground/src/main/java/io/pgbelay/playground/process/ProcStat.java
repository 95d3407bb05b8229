package io.pgbelay.playground.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code /proc/<pid>/stat} says of a process. Pid and start time together name a process for good: a pid alone
 * is given away again.
 *
 * @param startTicks clock ticks between boot and the start of the process
 */
record ProcStat(long pid, char state, long parent, long session, long startTicks) {

    static Optional<ProcStat> of(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "stat"));
    }

    /** All living processes of the machine. */
    static List<ProcStat> all() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .flatMap(entry -> read(entry.resolve("stat")).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zombie is dead for us: it only waits to be counted. */
    boolean alive() {
        return state != 'Z' && state != 'X';
    }

    private static Optional<ProcStat> read(Path stat) {
        try {
            return Optional.of(parse(Files.readString(stat)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // gone while we looked
        }
    }

    /** The second field is the command in parentheses and may itself hold blanks and parentheses. */
    static ProcStat parse(String line) {
        long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
        List<String> rest =
                List.of(line.substring(line.lastIndexOf(')') + 2).trim().split(" ", -1));
        return new ProcStat(
                pid,
                rest.get(0).charAt(0),
                Long.parseLong(rest.get(1)),
                Long.parseLong(rest.get(3)),
                Long.parseLong(rest.get(19)));
    }
}
