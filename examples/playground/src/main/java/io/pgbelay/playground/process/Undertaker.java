package io.pgbelay.playground.process;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The shell that outlives us only to end what we started. It sees the end of the pipe when our JVM is gone, however
 * that came about.
 */
final class Undertaker {

    // Field 22 of /proc/<pid>/stat is the start time: only a process that has not changed hands is ended.
    private static final String SCRIPT = """
            directory=$1
            while read -r line; do :; done
            cd "$directory/children" 2>/dev/null || exit 0
            stat() { read -r line <"/proc/$1/stat" || return 1; set -- ${line##*) }; session=$4 ticks=${20}; state=$1; }
            each() { for child in *; do [ -f "$child" ] && read -r started burial <"$child" && "$1" "$child"; done; }
            same() { stat "$1" && [ "$ticks" = "$started" ] && [ "$state" != Z ]; }
            ask() { ! same "$1" || kill -s "$burial" "$1"; }
            gone() { for n in 1 2 3 4 5 6 7 8 9 10; do same "$1" || return 0; sleep 0.2; done; }
            sweep() {
                stat "$1" && [ "$ticks" != "$started" ] && return
                for entry in /proc/[0-9]*; do
                    stat "${entry#/proc/}" && [ "$session" = "$1" ] && kill -s KILL "${entry#/proc/}"
                done
            }
            {
                each ask
                each gone
                each sweep
                each sweep
                cd / && rm -rf "$directory"
            } 2>/dev/null
            """;

    private Undertaker() {}

    static Process hire(Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "undertaker", directory.toString());
        builder.directory(Path.of("/").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /** Closing the pipe is the sign; the directory is gone already, so there is nothing to do. */
    static void dismiss(Process undertaker) {
        try {
            undertaker.getOutputStream().close();
            undertaker.waitFor();
        } catch (IOException e) {
            undertaker.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
