package io.pgbelay.house;

import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.StepName;
import io.pgbelay.promotion.step.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways of the kinds that run to an end, drawn in Mermaid from the very enums that the code walks. */
final class States {
    private States() {}

    /** From a plan to what came of it. */
    static String promotion() {
        var lines = new ArrayList<>(List.of("[*] --> " + Phase.Pending));
        var way = way();
        lines.addAll(steps(way));
        lines.add(way.getLast() + " --> " + Phase.Succeeded);
        lines.add(Phase.Planning + " --> " + Phase.Planned + ": dryRun");
        lines.add(Phase.Planning + " --> " + Phase.Succeeded + ": it runs already");
        way.forEach(phase -> lines.add(phase + " --> " + Phase.Failed));
        way.stream()
                .filter(phase -> phase.compareTo(Phase.Deploying) >= 0)
                .forEach(phase -> lines.add(phase + " --> " + Phase.RollingBack + ": onFailure"));
        lines.add(Phase.RollingBack + " --> " + Phase.Failed);
        return page(
                "Promotion",
                "(../kinds/promotion.md#steps). A step that the Environment does not have, or that is\nskipped, is left out.",
                lines,
                Arrays.stream(Phase.values()).filter(Phase::terminal));
    }

    /** From a tick to a backup. */
    static String backup() {
        var lines = new ArrayList<>(List.of("[*] --> " + BackupRunStatus.Phase.Pending));
        lines.add(BackupRunStatus.Phase.Pending + " --> " + BackupRunStatus.Phase.Planned + ": dryRun");
        lines.add(BackupRunStatus.Phase.Pending + " --> " + BackupRunStatus.Phase.Queued + ": another one runs");
        lines.add(BackupRunStatus.Phase.Queued + " --> " + BackupRunStatus.Phase.Running);
        lines.addAll(steps(List.of(
                BackupRunStatus.Phase.Pending, BackupRunStatus.Phase.Running, BackupRunStatus.Phase.Succeeded)));
        Arrays.stream(BackupRunStatus.Phase.values())
                .filter(phase -> !phase.terminal())
                .forEach(phase -> lines.add(phase + " --> " + BackupRunStatus.Phase.Failed));
        return page(
                "BackupRun",
                "(../kinds/backuprun.md).",
                lines,
                Arrays.stream(BackupRunStatus.Phase.values()).filter(BackupRunStatus.Phase::terminal));
    }

    /** The three modes of a restore. */
    static String restore() {
        var lines = new ArrayList<>(List.of("[*] --> " + RestoreRequestStatus.Phase.Planning));
        lines.add(RestoreRequestStatus.Phase.Planning + " --> " + RestoreRequestStatus.Phase.Planned + ": dryRun");
        lines.add(RestoreRequestStatus.Phase.Planning + " --> " + RestoreRequestStatus.Phase.Restoring + ": New");
        lines.add(RestoreRequestStatus.Phase.Restoring + " --> " + RestoreRequestStatus.Phase.Succeeded + ": New");
        lines.addAll(steps(List.of(
                RestoreRequestStatus.Phase.Planning,
                RestoreRequestStatus.Phase.AwaitingConfirmation,
                RestoreRequestStatus.Phase.Quiescing,
                RestoreRequestStatus.Phase.Restoring,
                RestoreRequestStatus.Phase.Verifying,
                RestoreRequestStatus.Phase.Swapping,
                RestoreRequestStatus.Phase.Succeeded)));
        lines.add(
                RestoreRequestStatus.Phase.Quiescing + " --> " + RestoreRequestStatus.Phase.SafetyBackup + ": InPlace");
        lines.add(RestoreRequestStatus.Phase.SafetyBackup + " --> " + RestoreRequestStatus.Phase.Restoring);
        lines.add(RestoreRequestStatus.Phase.Restoring + " --> " + RestoreRequestStatus.Phase.Swapping + ": InPlace");
        lines.add(RestoreRequestStatus.Phase.Swapping + " --> " + RestoreRequestStatus.Phase.Verifying + ": InPlace");
        lines.add(RestoreRequestStatus.Phase.Verifying + " --> " + RestoreRequestStatus.Phase.Succeeded + ": InPlace");
        Arrays.stream(RestoreRequestStatus.Phase.values())
                .filter(phase -> !phase.terminal())
                .forEach(phase -> lines.add(phase + " --> " + RestoreRequestStatus.Phase.Failed));
        return page(
                "RestoreRequest",
                "(../kinds/restorerequest.md).",
                lines,
                Arrays.stream(RestoreRequestStatus.Phase.values()).filter(RestoreRequestStatus.Phase::terminal));
    }

    private static List<String> steps(List<? extends Enum<?>> way) {
        var lines = new ArrayList<String>();
        for (int i = 1; i < way.size(); i++) {
            lines.add(way.get(i - 1) + " --> " + way.get(i));
        }
        return lines;
    }

    private static String page(String kind, String more, List<String> lines, Stream<? extends Enum<?>> ends) {
        var all = Stream.concat(lines.stream(), ends.map(phase -> phase + " --> [*]"));
        return "<!-- Generated by `make crds` from the enums in operator/src/main/java/io/pgbelay/api. -->\n"
                + "# " + kind + ": its phases\n\nWhat each means: [" + kind + "]" + more
                + "\n\n```mermaid\nstateDiagram-v2\n  " + all.collect(Collectors.joining("\n  ")) + "\n```\n";
    }

    private static List<Phase> way() {
        var way = new ArrayList<>(List.of(Phase.Pending));
        for (var step : StepName.values()) {
            if (step != StepName.Return) {
                way.add(Steps.phase(step));
            }
        }
        way.add(way.indexOf(Phase.AwaitingApproval) + 1, Phase.Queued);
        return way;
    }
}
