package io.pgbelay.contract;

/**
 * The folder of one run of a Postgres tool inside {@link PodEnv#SHARED}, and who writes what.
 *
 * <p>The mover makes the folders {@code 1}, {@code 2}, ... one for each run; the container with the tools waits for
 * {@link #GO} in the next number, runs it in the background with {@link #IN} and {@link #OUT} as its stdin and stdout,
 * and writes {@link #EXIT} last. Several runs may be under way at once.
 */
public final class ToolFolder {
    /** Stdin of the tool: a named pipe, or a symbolic link to /dev/null. Made by the mover. */
    public static final String IN = "in";

    /** Stdout of the tool: a named pipe or a file. Made by the mover. */
    public static final String OUT = "out";

    /** The argument vector, each word ended by a NUL byte. Renamed into place by the mover when all else stands. */
    public static final String GO = "go";

    /** Stderr of the tool. */
    public static final String ERR = "err";

    /** The exit code in decimal, renamed into place when the tool has ended. */
    public static final String EXIT = "exit";

    /** Longest argument vector in bytes that every xargs takes in one piece. */
    public static final int LONGEST_GO = 100_000;

    private ToolFolder() {}
}
