package io.pgbelay.e2e;

import java.util.List;
import java.util.regex.Pattern;

/** Looks into the two containers of a Job while they run. */
final class Anatomy {
    private static final List<String> CONTAINERS = List.of("postgres", "mover");

    private final Scene scene;
    private final String pod;

    Anatomy(Scene scene, String pod) {
        this.scene = scene;
        this.pod = pod;
    }

    /** Writes down what is there. */
    void look() {
        CONTAINERS.forEach(this::container);
        pipe();
        memory();
    }

    private void container(String name) {
        check(name, "user", "999 999", "id -u; id -g");
        check(name, "root", "touch: .*Read-only file system", "touch /x");
        check(name, "capabilities", "0+ 0+", "awk '/^Cap(Eff|Bnd)/ {print $2}' /proc/1/status");
        check(name, "no new privileges, seccomp", "1 2", "awk '/^(NoNewPrivs|Seccomp):/ {print $2}' /proc/1/status");
        check(name, "token of a service account", ".*No such file.*", "ls /var/run/secrets/kubernetes.io");
        check(name, "processes of the other", "0", "grep -lE '" + other(name) + "' /proc/[0-9]*/comm | wc -l");
    }

    private static String other(String name) {
        return name.equals("mover") ? "pg_dump" : "java";
    }

    /** The folder of the first run of a tool stays until the Pod goes: its pipe is one and the same to both. */
    private void pipe() {
        var seen = CONTAINERS.stream()
                .map(name -> say(name, "stat -c '%F %u:%g %a %i' /pgbelay/1/out"))
                .toList();
        scene.findings()
                .check(
                        "Pod: one pipe for both",
                        seen.getFirst().startsWith("fifo 999:999 660")
                                && seen.getFirst().equals(seen.getLast()),
                        seen.getFirst());
    }

    private void memory() {
        var limit = say("mover", "java -XshowSettings:system -version 2>&1 | grep 'Memory Limit'");
        scene.findings().check("mover: memory limit that the JVM sees", ".*512\\.00M.*", limit);
        check("mover", "its heap", "-Xmx[0-9]+m", "tr '\\0' '\\n' </proc/1/cmdline | grep Xmx");
    }

    /** How much memory the first process of a container has had at most, in MiB. */
    static long peak(Scene scene, String namespace, String pod, String container) {
        var said = scene.cluster()
                .kubectl("-n", namespace, "exec", pod, "-c", container, "--", "grep", "VmHWM", "/proc/1/status");
        var matcher = Pattern.compile("(\\d+) kB").matcher(said);
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : -1;
    }

    private void check(String container, String what, String pattern, String command) {
        scene.findings().check(container + ": " + what, pattern, say(container, command));
    }

    private String say(String container, String command) {
        return scene.cluster()
                .exec(pod, container, "sh", "-c", "(" + command + ") 2>&1 || true")
                .text()
                .strip()
                .replaceAll("\\s+", " ");
    }
}
