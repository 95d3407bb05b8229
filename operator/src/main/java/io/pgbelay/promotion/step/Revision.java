package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks the application for the revision of its schema: the first word of the last line that its command says. */
final class Revision {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private Revision() {}

    /** What the command said, or what is waited for. */
    sealed interface Answer {
        record Told(String revision) implements Answer {}

        record NotYet(Taken taken) implements Answer {}
    }

    /**
     * Asks.
     *
     * @param word end of the Job's name
     * @param image what runs
     * @throws PermanentFailure where the command fails, or says nothing that could be a revision
     */
    static Answer ask(Facts seen, String word, String image, Instant now) {
        var command = new Command(seen, word, Command.policy(seen).current(), image);
        return switch (command.look(now)) {
            case Command.Ran.Never ignored -> new Answer.NotYet(command.begin(now));
            case Command.Ran.Going going -> new Answer.NotYet(going.taken());
            case Command.Ran.Ended ended
            when ended.exitCode() == 0 -> new Answer.Told(read(command, ended.lastWords()));
            case Command.Ran.Ended ended -> throw unknown(command, ended.lastWords());
            case Command.Ran.Lost lost -> throw unknown(command, lost.message());
        };
    }

    private static String read(Command command, String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((first, last) -> last)
                .map(line -> line.split("\\s", 2)[0])
                .flatMap(Revision::plausible)
                .orElseThrow(() -> unknown(command, "it says: " + said));
    }

    private static Optional<String> plausible(String word) {
        return WORD.matcher(word).matches() ? Optional.of(word) : Optional.empty();
    }

    private static PermanentFailure unknown(Command command, String why) {
        return new PermanentFailure(FailureReason.RevisionUnknown, "Job " + command.name() + ": " + why);
    }
}
