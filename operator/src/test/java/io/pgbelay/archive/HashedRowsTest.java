package io.pgbelay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The expected checksums were made by the program in docs/fingerprint.md, not by us. */
class HashedRowsTest {
    private static final List<String> COLUMNS = List.of("id", "Größe");
    private static final String ROWS = "1\tx\n2\t\\N\n3\ta\\tb\n";

    @Test
    void othersComeToTheSame() {
        assertThat(sum(COLUMNS, ROWS)).isEqualTo("3 0e968b3efe3b9d18");
        assertThat(sum(List.of("doc"), "0123456789abcdef".repeat(700) + "\n")).isEqualTo("1 685448c5ebcf8e30");
    }

    @Test
    void rowsWithoutColumnsCountToo() {
        assertThat(sum(List.of(), "\n\n")).isEqualTo("2 8ef67576df0f59b2");
        assertThat(sum(List.of(), "\n\n\\.\n\n\n")).isEqualTo("2 8ef67576df0f59b2");
    }

    @Test
    void largeObjects() {
        var sum = new LargeObjectSum(true);
        sum.begin(4711);
        sum.accept("xlarge".getBytes(StandardCharsets.UTF_8), 1, 3);
        sum.accept("ge".getBytes(StandardCharsets.UTF_8), 0, 2);
        sum.end();
        sum.begin(0xffff_ffffL);
        sum.end();
        assertThat(sum.sum()).isEqualTo(new Contents.LargeObjects(2, 0x9ae1f41c33790d00L));
    }

    @Test
    void neitherTheOrderOfRowsNorOfColumnsMatters() {
        assertThat(sum(COLUMNS, "3\ta\\tb\n1\tx\n2\t\\N\n")).isEqualTo(sum(COLUMNS, ROWS));
        assertThat(sum(List.of("Größe", "id"), "x\t1\n\\N\t2\na\\tb\t3\n")).isEqualTo(sum(COLUMNS, ROWS));
    }

    @Test
    void everyChangeShows() {
        assertThat(List.of(
                        sum(COLUMNS, ROWS),
                        sum(COLUMNS, "1\ty\n2\t\\N\n3\ta\\tb\n"),
                        sum(COLUMNS, "x\t1\n2\t\\N\n3\ta\\tb\n"),
                        sum(COLUMNS, "1\t\\N\n2\tx\n3\ta\\tb\n"),
                        sum(COLUMNS, "1\tx\n1\tx\n3\ta\\tb\n"),
                        sum(COLUMNS, "1\tx\n2\t\n3\ta\\tb\n"),
                        sum(List.of("id", "größe"), ROWS)))
                .doesNotHaveDuplicates();
    }

    @Test
    void whereBytesAreCutDoesNotMatter() {
        var random = new Random(17);
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(i)
                    .append('\t')
                    .append("ü\\n".repeat(random.nextInt(random.nextInt(2000) + 1)))
                    .append('\n');
        }
        var bytes = (text + "\\.\n\n\n").getBytes(StandardCharsets.UTF_8);
        var whole = sum(COLUMNS, text.toString());
        for (int most : new int[] {1, 2, 3, 7, 64, 4096, 5000, 1 << 20}) {
            var hashed = new HashedRows(COLUMNS);
            var counted = new CountedRows();
            for (int at = 0; at < bytes.length; ) {
                var count = Math.min(bytes.length - at, 1 + random.nextInt(most));
                hashed.accept(bytes, at, count);
                counted.accept(bytes, at, count);
                at += count;
            }
            assertThat(text(hashed)).as("pieces of at most " + most).isEqualTo(whole);
            assertThat(counted.count()).isEqualTo(300);
        }
    }

    @Test
    void rowsOfAnotherShapeAreNoRows() {
        assertThatThrownBy(() -> sum(COLUMNS, "1\t2\t3\n")).isInstanceOf(NotUnderstood.class);
        assertThatThrownBy(() -> sum(COLUMNS, "1\n")).isInstanceOf(NotUnderstood.class);
        assertThatThrownBy(() -> sum(List.of(), "1\n")).isInstanceOf(NotUnderstood.class);
    }

    private static String sum(List<String> columns, String rows) {
        var sum = new HashedRows(columns);
        var bytes = rows.getBytes(StandardCharsets.UTF_8);
        sum.accept(bytes, 0, bytes.length);
        return text(sum);
    }

    private static String text(Rows sum) {
        return sum.count() + " %016x".formatted(sum.checksum());
    }
}
