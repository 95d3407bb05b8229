package io.pgbelay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arithmetic of the benchmark; what is measured is nobody's promise. */
class DatapathFiguresTest {
    private static final String BEGIN = "<!-- here -->";
    private static final String END = "<!-- no more -->";

    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Measured.median(9, 1, 2)).isEqualTo(2);
        assertThat(Measured.median(4, 1, 2, 9)).isEqualTo(3);
        assertThat(Measured.median()).isNaN();
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        // The machine became slower by the round, for both: the ratio of the medians would be 1.5.
        var ours = measured(2, 3, 8);
        var theirs = measured(1, 2, 4);
        assertThat(ours.ratio(theirs, Cost::wallSeconds)).isEqualTo(2);
        assertThat(ours.median(Cost::wallSeconds)).isEqualTo(3);
        assertThat(ours.ratio(measured(), Cost::wallSeconds))
                .as("nobody to compare with")
                .isNaN();
    }

    @Test
    void cpuIsThatOfClientAndServer() {
        assertThat(new Cost(9, 1, 2, 4, 0, 0, 0).cpuSeconds()).isEqualTo(3);
    }

    @Test
    void memoryIsTheMostOfAllRounds() {
        var twice = new Measured(List.of(new Cost(1, 1, 1, 1, 90, 80, 0), new Cost(1, 1, 1, 1, 70, 60, 0)));
        assertThat(twice.typical().peakRssMiB()).isEqualTo(90);
        assertThat(twice.typical().moverRssMiB()).isEqualTo(80);
    }

    @Test
    void theFloorIsSharedByAllProcessors() {
        assertThat(floor().seconds()).isEqualTo(5);
        assertThat(figures().toFloor(Contender.BACKUP)).isCloseTo(12.0 / 5, within(1e-9));
    }

    @Test
    void aLimitIsComparedWithItself() {
        assertThat(Contender.PG_DUMP.limit()).isEqualTo(Contender.PG_DUMP);
        assertThat(figures().wallRatio(Contender.PG_DUMP)).isEqualTo(1);
        assertThat(figures().wallRatio(Contender.BACKUP)).isEqualTo(1.2);
        assertThat(figures().checksums()).isEqualTo(1.5);
    }

    @Test
    void theFileHasOneObjectPerContender(@TempDir Path folder) throws Exception {
        var page = Files.writeString(folder.resolve("page.md"), "before\n" + BEGIN + "\nold\n" + END + "\nafter\n");
        var file = folder.resolve("bench/datapath.json");

        figures().write(file, new Marked(page, BEGIN, END));

        var read = new ObjectMapper().readTree(file.toFile());
        var backup = read.get("contenders").get(1);
        assertThat(backup.get("name").asText()).isEqualTo("pgbelay-backup-1");
        assertThat(backup.get("wallSeconds").asDouble()).isEqualTo(12);
        assertThat(backup.get("cpuSeconds").asDouble()).isEqualTo(30);
        assertThat(backup.get("peakRssMiB").asDouble()).isEqualTo(300);
        assertThat(backup.get("bytes").asLong()).isEqualTo(5L << 20);
        assertThat(backup.get("wallRatio").asDouble()).isEqualTo(1.2);
        assertThat(backup.get("cpuRatio").asDouble()).isEqualTo(1);
        assertThat(read.get("absent").get("restic").asText()).contains("apt install restic");
        assertThat(Files.readString(page))
                .startsWith("before\n" + BEGIN)
                .contains("| pgBelay, 1 stream | 12.0 s | 1.20 | 30.0 s | 1.00 |")
                .contains("mover 200")
                .contains("apt install restic")
                .doesNotContain("old")
                .endsWith(END + "\nafter\n");
    }

    private static Measured measured(double... walls) {
        return new Measured(java.util.Arrays.stream(walls)
                .mapToObj(wall -> new Cost(wall, 10, 20, 30, 300, 200, 5L << 20))
                .toList());
    }

    private static Floor floor() {
        return new Floor(1, 2, 3, 0.5, 3.5, 2);
    }

    private static DatapathFigures figures() {
        var costs = new EnumMap<Contender, Measured>(Contender.class);
        costs.put(Contender.PG_DUMP, measured(10));
        costs.put(Contender.BACKUP, measured(12));
        costs.put(Contender.BACKUP_BARE, measured(8));
        var second = List.of(Duration.ofSeconds(1));
        return new DatapathFigures(
                Map.of("date", "2026-01-01"),
                costs,
                Map.of(Contender.RESTIC, "Not installed: restic (Debian and Ubuntu: apt install restic)."),
                floor(),
                new DatapathFigures.Starts(second, second, second),
                5,
                new Cost(100, 1, 1, 1, 1, 150, 1));
    }
}
