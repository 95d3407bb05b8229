package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import java.time.Instant;
import java.util.List;

/**
 * Runs the migration once, with the new image; for a Rollback with {@code Downgrade}, the way back, with the image that is
 * taken back, for no other knows the way.
 *
 * <p>A Job that is gone, or whose Pod was lost, is not made again: nobody knows how far it came.
 */
final class Migrate {
    private Migrate() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var unknown = Intent.unknown(seen, status, now);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        var command = command(seen);
        return switch (command.look(now)) {
            case Command.Ran.Never ignored -> begin(seen, status, command, now);
            case Command.Ran.Going going -> {
                status.migrated(command.name());
                yield going.taken();
            }
            case Command.Ran.Ended ended when ended.exitCode() == 0 -> after(seen, status, command, now);
            case Command.Ran.Ended ended ->
                throw new PermanentFailure(
                        FailureReason.MigrationFailed,
                        "Job " + command.name() + " ended with " + ended.exitCode() + ": " + ended.lastWords());
            case Command.Ran.Lost lost ->
                throw new PermanentFailure(
                        FailureReason.MigrationOutcomeUnknown, "Job " + command.name() + ": " + lost.message());
        };
    }

    private static Command command(Facts seen) {
        var policy = Command.policy(seen);
        var undo = seen.plan().schemaTarget();
        return undo == null
                ? new Command(seen, "up", policy.up(), seen.plan().image())
                : down(seen, workingImage(seen), undo);
    }

    /** The way back to a revision, by an image that knows the way. */
    static Command down(Facts seen, String image, String from) {
        return new Command(seen, "down", filled(Command.policy(seen).down(), from), image);
    }

    /** The image that knows the migration: that of a Promote is new, that of a Rollback is the one taken back. */
    private static String workingImage(Facts seen) {
        return seen.plan().schemaTarget() == null
                ? seen.plan().image()
                : requireNonNull(seen.placeStatus().current(), "a Rollback takes it back")
                        .image();
    }

    private static List<String> filled(List<String> argv, String from) {
        return argv.stream().map(word -> word.replace("{from}", from)).toList();
    }

    private static Taken begin(Facts seen, StatusOf status, Command command, Instant now) {
        if (command.name().equals(seen.status().migrationJob())) {
            throw new PermanentFailure(FailureReason.MigrationOutcomeUnknown, "Job " + command.name() + " is gone");
        }
        status.migrated(command.name());
        return command.begin(now);
    }

    private static Taken after(Facts seen, StatusOf status, Command command, Instant now) {
        status.migrated(command.name());
        if (Command.policy(seen).current().isEmpty()) {
            return new Taken.Done("Job " + command.name() + " ended well");
        }
        return switch (Revision.ask(seen, "after", workingImage(seen), now)) {
            case Revision.Answer.NotYet notYet -> notYet.taken();
            case Revision.Answer.Told told -> {
                status.schemaAfter(told.revision());
                yield new Taken.Done("Job " + command.name() + " ended well; the schema went from "
                        + seen.plan().schemaRevision() + " to " + told.revision());
            }
        };
    }
}
