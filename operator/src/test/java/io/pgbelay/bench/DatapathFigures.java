package io.pgbelay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link DatapathBench} found.
 *
 * @param setting what it ran with and on, as it is to be told
 * @param costs of those who took part
 * @param absent programs that are not there, and how to get them, by whom they keep from taking part
 * @param stream what the mover did with a synthetic stream of so many GiB
 */
record DatapathFigures(
        Map<String, Object> setting,
        Map<Contender, Measured> costs,
        Map<Contender, String> absent,
        Floor floor,
        Starts starts,
        int streamGib,
        Cost stream) {
    /**
     * From the start of the mover's process to the first byte of pg_dump, of an empty database and of the data set.
     *
     * @param cached with the AOT cache of the image
     * @param bare without
     * @param data with the cache, of the data set, whose catalog pg_dump reads first
     */
    record Starts(List<Duration> cached, List<Duration> bare, List<Duration> data) {
        static double median(List<Duration> times) {
            return Measured.median(
                    times.stream().mapToDouble(time -> time.toMillis() / 1000.0).toArray());
        }
    }

    /** Writes the figures, and the part of the page that speaks of them. */
    void write(Path json, Marked page) throws IOException {
        Files.createDirectories(json.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), values());
        page.write(new DatapathTable(this).text());
    }

    /** As the file has it. */
    Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>(setting);
        var all = new ArrayList<Map<String, Object>>();
        costs.forEach((contender, measured) -> all.add(values(contender, measured)));
        values.put("contenders", all);
        var missing = new LinkedHashMap<String, String>();
        absent.forEach((contender, why) -> missing.put(contender.title(), why));
        values.put("absent", missing);
        values.put("floor", floorValues());
        values.put("checksumsWallRatio", round(checksums()));
        values.put("rowCountsWallRatio", round(ratio(Contender.BACKUP_COUNTED, Contender.BACKUP_BARE)));
        values.put("startToFirstByteSeconds", round(Starts.median(starts.cached)));
        values.put("startToFirstByteWithoutCacheSeconds", round(Starts.median(starts.bare)));
        values.put("startToFirstByteOfDataSetSeconds", round(Starts.median(starts.data)));
        values.put("syntheticGiB", streamGib);
        values.put("syntheticWallSeconds", round(stream.wallSeconds()));
        values.put("syntheticStoredBytes", stream.bytes());
        values.put("syntheticMoverRssMiB", round(stream.moverRssMiB()));
        return values;
    }

    private Map<String, Object> values(Contender contender, Measured measured) {
        var cost = measured.typical();
        var values = new LinkedHashMap<String, Object>();
        values.put("name", contender.title());
        values.put("wallSeconds", round(cost.wallSeconds()));
        values.put("cpuSeconds", round(measured.median(Cost::cpuSeconds)));
        values.put("clientCpuSeconds", round(cost.clientCpuSeconds()));
        values.put("serverCpuSeconds", round(cost.serverCpuSeconds()));
        values.put("storeCpuSeconds", round(cost.storeCpuSeconds()));
        values.put("peakRssMiB", round(cost.peakRssMiB()));
        values.put("moverRssMiB", round(cost.moverRssMiB()));
        values.put("bytes", cost.bytes());
        values.put("limit", contender.limit().title());
        values.put("wallRatio", round(wallRatio(contender)));
        values.put("cpuRatio", round(cpuRatio(contender)));
        values.put(
                "roundsWallSeconds",
                measured.rounds().stream().map(one -> round(one.wallSeconds())).toList());
        return values;
    }

    private Map<String, Object> floorValues() {
        var values = new LinkedHashMap<String, Object>();
        values.put("serverSeconds", round(floor.serverSeconds()));
        values.put("dumpSeconds", round(floor.dumpSeconds()));
        values.put("zstdSeconds", round(floor.zstdSeconds()));
        values.put("aesSeconds", round(floor.aesSeconds()));
        values.put("storeSeconds", round(floor.storeSeconds()));
        values.put("processors", floor.processors());
        values.put("seconds", round(floor.seconds()));
        values.put("wallRatio", round(toFloor(Contender.BACKUP)));
        values.put("wallRatioOfTwoStreams", round(toFloor(Contender.BACKUP_2)));
        return values;
    }

    double wallRatio(Contender contender) {
        return ratio(contender, contender.limit());
    }

    double cpuRatio(Contender contender) {
        return measured(contender).ratio(measured(contender.limit()), Cost::cpuSeconds);
    }

    /** Wall of one of our backups to the floor. */
    double toFloor(Contender contender) {
        return measured(contender).median(Cost::wallSeconds) / floor.seconds();
    }

    /** Wall with checksums to wall without a fingerprint. */
    double checksums() {
        return ratio(Contender.BACKUP, Contender.BACKUP_BARE);
    }

    double ratio(Contender contender, Contender other) {
        return measured(contender).ratio(measured(other), Cost::wallSeconds);
    }

    private Measured measured(Contender contender) {
        return costs.getOrDefault(contender, new Measured(List.of()));
    }

    private static double round(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : Double.NaN;
    }
}
