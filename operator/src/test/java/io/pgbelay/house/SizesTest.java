package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be seen of a file from outside: how long it is, what it is called, and whose machine it speaks of. */
class SizesTest {
    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_METHOD = 30;
    private static final int DEEPEST = 2;

    private static final Pattern NOTHING_SAID = Pattern.compile(
            "(Abstract|Base)[A-Z].*|.*(Utils?|Helper|Manager|Service|Impl|Base|Handler|Processor)\\.java");

    /** Folders that exist on one machine only. */
    private static final Pattern SOMEBODYS_FOLDER = Pattern.compile("(?<![\\w.}~$])/(r[o]ot|h[o]me|U[s]ers)/");

    private static final List<String> TEXT =
            List.of(".java", ".yaml", ".yml", ".md", ".xml", ".json", ".sh", ".tpl", ".txt", "Makefile", "Dockerfile");

    private static final List<Path> FILES = Repository.files("").stream()
            .filter(file -> TEXT.stream().anyMatch(ending -> file.toString().endsWith(ending)))
            .toList();

    @Test
    void noFileIsLongerThanAMindHolds() {
        var tooLong = java().stream()
                .filter(file -> Repository.read(file).lines().count() > LONGEST_FILE)
                .toList();
        assertThat(tooLong)
                .as("split them by subject: %d lines are enough", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void methodsAreShortAndFlat() {
        var measured = Methods.of(java().stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .toList());
        assertThat(measured).hasSizeGreaterThan(100);
        assertThat(measured.stream().filter(one -> one.lines() > LONGEST_METHOD || one.nesting() > DEEPEST))
                .as("a method does one thing, in at most %d lines and %d levels", LONGEST_METHOD, DEEPEST)
                .isEmpty();
    }

    @Test
    void fileNamesSayWhatIsInside() {
        assertThat(java()).noneMatch(file -> NOTHING_SAID.matcher(name(file)).matches());
    }

    @Test
    void nothingSpeaksOfOneMachine() {
        var found = new ArrayList<String>();
        for (var file : FILES) {
            SOMEBODYS_FOLDER
                    .matcher(Repository.read(file))
                    .results()
                    .forEach(match -> found.add(file + ": " + match.group()));
        }
        assertThat(found)
                .as("what is true on one machine only is of no use on another")
                .isEmpty();
    }

    /** Every package says what it is for; test packages share the words of the room that they test. */
    @Test
    void everyRoomSaysWhatItIs() {
        var silent = java().stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !FILES.contains(folder.resolve("package-info.java")))
                .toList();
        assertThat(silent).isEmpty();
    }

    private static List<Path> java() {
        return FILES.stream().filter(file -> file.toString().endsWith(".java")).toList();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
