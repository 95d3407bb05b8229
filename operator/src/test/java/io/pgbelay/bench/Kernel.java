package io.pgbelay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel has counted of processes, in {@code /proc}. Of one that is gone it says nothing: 0. */
final class Kernel {
    /** USER_HZ: in its words to programs the kernel counts in hundredths of a second, whatever it does inside. */
    private static final double TICKS = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    private Kernel() {}

    /** CPU time of a process and of all below it: those that live, and those that have ended and were waited for. */
    static double cpuSeconds(ProcessHandle root) {
        return family(root)
                .mapToDouble(one -> own(one) + ticks(one, CUTIME, CSTIME))
                .sum();
    }

    /** CPU time of one process alone. */
    static double own(ProcessHandle process) {
        return ticks(process, UTIME, STIME);
    }

    /** Resident memory of a process and of all below it, MiB; what they share counts for each. */
    static double residentMiB(ProcessHandle root) {
        return family(root).mapToDouble(one -> memory(one, "VmRSS:")).sum();
    }

    /** The most that the JVMs below a process were resident with so far, MiB. */
    static double mostOfJvmsMiB(ProcessHandle root) {
        return family(root)
                .filter(one -> command(one).equals("java"))
                .mapToDouble(one -> memory(one, "VmHWM:"))
                .sum();
    }

    private static Stream<ProcessHandle> family(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static double ticks(ProcessHandle process, int user, int system) {
        var line = read(process, "stat");
        if (line.isEmpty()) {
            return 0;
        }
        // The second field is the command in parentheses and may itself hold blanks.
        var fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(user)) + Long.parseLong(fields.get(system))) / TICKS;
    }

    private static double memory(ProcessHandle process, String field) {
        return read(process, "status")
                        .lines()
                        .filter(line -> line.startsWith(field))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024.0;
    }

    private static String command(ProcessHandle process) {
        return read(process, "comm").strip();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            return ""; // gone while we looked
        }
    }
}
