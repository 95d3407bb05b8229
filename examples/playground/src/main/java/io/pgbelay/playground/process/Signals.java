package io.pgbelay.playground.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Signals by name, by the shell's own {@code kill}: Java itself can only send TERM and KILL. */
final class Signals {

    private Signals() {}

    static void send(String signal, Collection<Long> pids) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\" 2>/dev/null", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run sh to send SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
