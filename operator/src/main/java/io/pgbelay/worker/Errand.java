package io.pgbelay.worker;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.Stage;
import io.pgbelay.pgclient.ClientTool;
import io.pgbelay.pgclient.ToolRun;
import io.pgbelay.storage.ObjectStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a verb has at hand while it carries an order out, and what it leaves behind for the outcome. */
public final class Errand {
    private final Map<String, String> env;
    private final Diary diary;
    private final Watch watch;
    private final Undo undo;
    private final @Nullable ObjectStore store;
    private final ClientTool tools;
    private final Clock clock;
    private final List<Stage> stages = new ArrayList<>();
    private @Nullable String lastWords;
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Comparison comparison;

    Errand(
            Map<String, String> env,
            Diary diary,
            Watch watch,
            Undo undo,
            @Nullable ObjectStore store,
            ClientTool tools,
            Clock clock) {
        this.env = env;
        this.store = store;
        this.diary = diary;
        this.watch = watch;
        this.undo = undo;
        this.tools = tools;
        this.clock = clock;
    }

    /** The environment. */
    public Map<String, String> env() {
        return env;
    }

    /** Tells people what is being done. */
    public void say(String line) {
        diary.say(line);
    }

    /** Who looks at the clock. */
    public Watch watch() {
        return watch;
    }

    /** What is to be undone on failure. */
    public Undo undo() {
        return undo;
    }

    /** Where backups lie. Stays open until everything is undone that has to be. */
    public ObjectStore store() {
        return Objects.requireNonNull(store, "the order names a storage");
    }

    /** The container with the Postgres tools. */
    public ClientTool tools() {
        return tools;
    }

    /** The clock. */
    public Clock clock() {
        return clock;
    }

    /** A tool has ended. */
    public void ended(ToolRun.Exit exit, long bytes) {
        stage(new Stage(exit.tool(), exit.code(), bytes));
        if (!exit.lastWords().isEmpty()) {
            lastWords(exit.lastWords());
        }
    }

    /** A part of the work has ended. */
    public synchronized void stage(Stage stage) {
        stages.add(stage);
    }

    /** All parts that have ended. */
    public synchronized List<Stage> stages() {
        return List.copyOf(stages);
    }

    private synchronized void lastWords(String words) {
        lastWords = words;
    }

    /** Something is worth a look, and is no failure. */
    public synchronized void warn(String warning) {
        warnings.add(warning);
        say(warning);
    }

    /** All that is worth a look. */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What was restored has been compared. */
    public synchronized void compared(Comparison outcome) {
        comparison = outcome;
    }

    /** How what was restored compares; absent where it came not so far. */
    public synchronized @Nullable Comparison comparison() {
        return comparison;
    }

    /** The last words of the tools. */
    public synchronized @Nullable String lastWords() {
        return lastWords;
    }
}
