package io.pgbelay.playground.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.playground.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseholdTest {

    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path parent;

    @Test
    void exitCodesAndOutput() throws IOException {
        try (Household household = Household.open(parent)) {
            Owned seven = start(household, "echo \"$0 has $PATH\"; exit 7");
            assertThat(seven.exit().join()).isEqualTo(7);
            assertThat(seven.log()).hasContent("sh has /usr/bin:/bin");
            Owned killed = start(household, "kill -9 $$");
            assertThat(killed.exit().join()).isEqualTo(137);
        }
    }

    @Test
    void whateverALeaderLeavesRunningEndsWithIt() throws IOException {
        try (Household household = Household.open(parent)) {
            Owned owned = start(household, "sleep 5791 & exit 0");
            assertThat(owned.exit().join()).isZero();
            assertThat(Room.runs("sleep 5791")).isFalse();
        }
    }

    @Test
    void closingEndsAllAndLeavesNoDirectory() throws IOException {
        Household household = Household.open(parent);
        Owned stubborn = start(household, "trap '' TERM; set -m; sleep 5792 & (sleep 5792 & sleep 5792); wait");
        Room.patiently().until(() -> Room.runs("sleep 5792"));
        household.close();
        assertThat(stubborn.alive()).isFalse();
        assertThat(Room.runs("sleep 5792")).isFalse();
        assertThat(household.directory()).doesNotExist();
        assertThat(Room.runs(household.directory().toString()))
                .as("the undertaker")
                .isFalse();
    }

    @Test
    void gracefulStopLetsTheLeaderSayGoodbye() throws IOException {
        try (Household household = Household.open(parent)) {
            Owned owned = start(household, "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");
            Room.patiently().until(() -> Files.readString(owned.log()).equals("up\n"));
            owned.stop("TERM", Duration.ofSeconds(30));
            assertThat(owned.exit().join()).isEqualTo(3);
            assertThat(owned.log()).hasContent("up\nbye");
        }
    }

    @Test
    void leftoversOfADeadOwnerAreBuriedAndThoseOfALivingOneAreNot() throws Exception {
        Household living = Household.open(parent);
        Process stranger = new ProcessBuilder("setsid", "sleep", "5793").start();
        Process reused = new ProcessBuilder("setsid", "sleep", "5794").start();
        Path dead = Files.createDirectories(parent.resolve("playground-1-1-00ff/children"));
        long ticks = ProcStat.of(stranger.pid()).orElseThrow().startTicks();
        Files.writeString(dead.resolve(Long.toString(stranger.pid())), ticks + " KILL\n");
        // A pid that was given away again is not ours any more.
        Files.writeString(dead.resolve(Long.toString(reused.pid())), (ticks - 100) + " KILL\n");
        Household.open(parent).close();
        assertThat(stranger.waitFor()).isEqualTo(137);
        assertThat(reused.isAlive()).isTrue();
        assertThat(dead.getParent()).doesNotExist();
        assertThat(living.directory()).exists();
        reused.destroyForcibly();
        living.close();
    }

    @Test
    void statOfAProcessWithAnOddName() {
        ProcStat stat = ProcStat.parse("42 (a) b (c) S 7 42 41 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 1000 10");
        assertThat(stat).isEqualTo(new ProcStat(42, 'S', 7, 41, 987654));
    }

    private static Owned start(Household household, String script) throws IOException {
        Path log = Files.createTempFile(household.directory(), "out", ".log");
        return household.start(new Launch(List.of("sh", "-c", script), PATH, household.directory(), log));
    }
}
