package io.pgbelay.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was looked at, and whether it was as it must be. */
final class Findings {
    private static final int LONGEST = 120;

    private record Finding(String what, String seen, boolean good) {}

    private final List<Finding> findings = new ArrayList<>();

    /** Something that is either so or not. */
    void check(String what, boolean good, String seen) {
        findings.add(new Finding(what, good ? line(seen) : seen.strip(), good));
    }

    /** Something that must match this pattern as a whole. */
    void check(String what, String pattern, String seen) {
        var good = seen.strip().matches("(?s)" + pattern);
        check(what, good, good ? seen : "expected " + pattern + ", got " + seen);
    }

    private static String line(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Whether all was as it must be, and something was looked at. */
    boolean good() {
        return failed() == 0 && !findings.isEmpty();
    }

    private long failed() {
        return findings.stream().filter(one -> !one.good()).count();
    }

    /** One line for each, and the counts last. */
    String table() {
        var width = findings.stream().mapToInt(one -> one.what().length()).max().orElse(0);
        var line = "  %-5s  %-" + width + "s  %s";
        var lines = findings.stream()
                .map(one -> String.format(Locale.ROOT, line, one.good() ? "ok" : "WRONG", one.what(), one.seen()))
                .collect(Collectors.joining("\n"));
        return "%s%n%d passed, %d failed".formatted(lines, findings.size() - failed(), failed());
    }
}
