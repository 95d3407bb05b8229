package io.pgbelay.worker;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.pgclient.ClientTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Which version a Postgres tool is. Asked first of all: it also shows whether the container with the tools answers. */
public final class ToolVersion {
    private static final Pattern MAJOR = Pattern.compile(".*\\(PostgreSQL\\) ([0-9]+).*", Pattern.DOTALL);

    private ToolVersion() {}

    /** The version that a tool tells, when it is new enough for a server. */
    public static String ask(ClientTool tools, List<String> command, int serverMajor)
            throws IOException, InterruptedException {
        try (var run = tools.start(command)) {
            var said = new String(run.stdout().readAllBytes(), StandardCharsets.UTF_8).strip();
            var exit = run.exit();
            var major = MAJOR.matcher(said);
            if (!exit.good() || !major.matches()) {
                throw new Failure(
                        FailureReason.VersionMismatch,
                        "the image has no %s that runs: %s%s".formatted(command.getFirst(), said, exit.lastWords()));
            }
            if (Integer.parseInt(major.group(1)) < serverMajor) {
                throw new Failure(
                        FailureReason.VersionMismatch,
                        "the image has %s, too old for a server of version %d".formatted(said, serverMajor));
            }
            return said.replaceFirst("^.*\\(PostgreSQL\\) ", "");
        }
    }
}
