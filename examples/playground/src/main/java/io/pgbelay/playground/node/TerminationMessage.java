package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a container's end is told: exit code, reason, and the message it left. */
record TerminationMessage(Container container, PodFolder folder) {

    private static final int LONGEST_MESSAGE = 4096;
    private static final int LONGEST_LOG = 2048;
    private static final int MOST_LINES = 80;

    ContainerStateTerminated end(ContainerSnapshot running, int attempt, int exitCode) {
        return new ContainerStateTerminatedBuilder()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withMessage(message(attempt, exitCode))
                .withStartedAt(running.running() ? running.state().getRunning().getStartedAt() : Timestamps.now())
                .withFinishedAt(Timestamps.now())
                .withContainerID(running.id())
                .build();
    }

    ContainerStateTerminated neverStarted(String message, String id) {
        return new ContainerStateTerminatedBuilder()
                .withExitCode(StartError.EXIT_CODE)
                .withReason("StartError")
                .withMessage(message)
                .withStartedAt(Timestamps.now())
                .withFinishedAt(Timestamps.now())
                .withContainerID(id)
                .build();
    }

    private String message(int attempt, int exitCode) {
        String written = head(folder.terminationMessage(container.getName(), attempt));
        boolean fromLogs = "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy());
        return written.isEmpty() && fromLogs && exitCode != 0
                ? tail(folder.log(container.getName(), attempt))
                : written;
    }

    private static String head(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_MESSAGE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String tail(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.max(0, log.length() - LONGEST_LOG));
            byte[] end = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
