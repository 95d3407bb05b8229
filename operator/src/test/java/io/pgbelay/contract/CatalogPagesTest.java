package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.backup.BackupRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A long list through a log. */
class CatalogPagesTest {
    private static final List<CatalogEntry> ENTRIES = IntStream.range(0, 2_345)
            .mapToObj(i -> new CatalogEntry(
                    "uid-" + i, "shop/run-" + i, BackupRuns.artifact(), "2026-11-20T01:00:10Z", null, null))
            .toList();

    @Test
    void comesBackWhateverElseTheLogSays() {
        var lines = told();
        var log = new ArrayList<>(List.of("2026-11-20 a line", "{\"progress\":1}"));
        log.addAll(1, lines);

        assertThat(lines).hasSize(3);
        assertThat(CatalogPages.read(log, meant(lines))).contains(ENTRIES);
        assertThat(CatalogPages.read(List.of(), meant(List.of()))).contains(List.of());
    }

    @Test
    void aLogThatIsCutOrChangedIsNotRead() {
        var lines = told();
        var meant = meant(lines);

        assertThat(CatalogPages.read(lines.subList(1, 3), meant)).isEmpty();
        assertThat(CatalogPages.read(lines.subList(0, 2), meant)).isEmpty();
        var cut = new ArrayList<>(lines);
        cut.set(1, cut.get(1).substring(0, 100));
        assertThat(CatalogPages.read(cut, meant)).isEmpty();
        assertThat(CatalogPages.read(cut, meant(cut)))
                .as("nor what never was a page")
                .isEmpty();
    }

    private static List<String> told() {
        var lines = new ArrayList<String>();
        var pages = new CatalogPages(lines::add);
        ENTRIES.forEach(pages::add);
        pages.end();
        assertThat(pages.entries()).isEqualTo(ENTRIES.size());
        assertThat(pages.sha256()).isEqualTo(CatalogPages.sha256(lines));
        return lines;
    }

    private static Catalogued meant(List<String> lines) {
        return new Catalogued(0, CatalogPages.sha256(lines), List.of(), 0, 0);
    }
}
