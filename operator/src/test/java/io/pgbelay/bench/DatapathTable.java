package io.pgbelay.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of the data path for people: Markdown. */
record DatapathTable(DatapathFigures figures) {
    private static final double MIB = 1 << 20;

    String text() {
        return String.join("\n", "", setting(), "", table(false), "", table(true), absent(), floor(), "", small(), "");
    }

    private String setting() {
        return figures.setting().entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String table(boolean restores) {
        var head = """
                | %s | wall | ratio | CPU | ratio | of client, server, store | peak memory | bytes |
                |---|---|---|---|---|---|---|---|
                """.formatted(restores ? "restore" : "backup");
        return head
                + figures.costs().entrySet().stream()
                        .filter(one -> one.getKey().restores() == restores)
                        .map(this::row)
                        .collect(Collectors.joining("\n"));
    }

    private String row(Map.Entry<Contender, Measured> one) {
        var cost = one.getValue().typical();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f s | %.2f | %.1f s | %.2f | %.1f, %.1f, %.1f s | %.0f MiB%s | %.0f MiB |",
                one.getKey().words(),
                cost.wallSeconds(),
                figures.wallRatio(one.getKey()),
                one.getValue().median(Cost::cpuSeconds),
                figures.cpuRatio(one.getKey()),
                cost.clientCpuSeconds(),
                cost.serverCpuSeconds(),
                cost.storeCpuSeconds(),
                cost.peakRssMiB(),
                cost.moverRssMiB() > 0 ? String.format(Locale.ROOT, ", mover %.0f", cost.moverRssMiB()) : "",
                cost.bytes() / MIB);
    }

    private String absent() {
        return figures.absent().entrySet().stream()
                .map(one -> "\nLeft out: " + one.getKey().words() + ". " + one.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private String floor() {
        var floor = figures.floor();
        return String.format(
                Locale.ROOT,
                """

                The floor of a backup on %d processors is %.1f s: CPU time of the server's backends %.1f s, pg_dump %.1f s, \
                `zstd -1` %.1f s, AES %.1f s, the S3 server %.1f s, shared by all processors. One stream took %.2f of it, two \
                took %.2f.""",
                floor.processors(),
                floor.seconds(),
                floor.serverSeconds(),
                floor.dumpSeconds(),
                floor.zstdSeconds(),
                floor.aesSeconds(),
                floor.storeSeconds(),
                figures.toFloor(Contender.BACKUP),
                figures.toFloor(Contender.BACKUP_2));
    }

    private String small() {
        var starts = figures.starts();
        var stream = figures.stream();
        return String.format(
                Locale.ROOT,
                """
                | | |
                |---|---|
                | wall with `Checksums`, to none | %.3f |
                | wall with `RowCounts`, to none | %.3f |
                | start of the mover to the first byte, empty database | %.2f s, without the AOT cache %.2f s |
                | start of the mover to the first byte, this database | %.2f s |
                | a synthetic stream of %d GiB, `Checksums`, zstd, encrypted | %.0f s, %.0f MiB stored, mover's peak %.0f MiB |
                """,
                figures.checksums(),
                figures.ratio(Contender.BACKUP_COUNTED, Contender.BACKUP_BARE),
                DatapathFigures.Starts.median(starts.cached()),
                DatapathFigures.Starts.median(starts.bare()),
                DatapathFigures.Starts.median(starts.data()),
                figures.streamGib(),
                stream.wallSeconds(),
                stream.bytes() / MIB,
                stream.moverRssMiB());
    }
}
