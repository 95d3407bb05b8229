package io.pgbelay.bench;

import io.pgbelay.api.Dump.Fingerprint;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The way of the data: our backups and restores and what people use instead, in turns, on one database. Besides: what nobody
 * can be faster than, what a fingerprint costs, how soon the first byte comes, and the mover's memory in a long stream.
 */
public final class DatapathBench {
    private static final Path IMAGE = Path.of("operator/target/image");
    private static final int STARTS = 5;

    private final double scale = Double.parseDouble(System.getProperty("scale", "1"));
    private final int rounds = Integer.getInteger("rounds", 3);
    private final int gib = Integer.getInteger("synthetic", 5);
    private final Given given = Given.freshBucket();
    private final Meter meter = new Meter(given.postgres());
    private final Path image = Servers.household().folder("bench").resolve("image");
    private final Gpg gpg;
    private final Movers movers;
    private final List<Duration> ofDataSet = new ArrayList<>();

    private DatapathBench(Gpg gpg) {
        this.gpg = gpg;
        this.movers = new Movers(meter, image, gpg);
    }

    /** Runs all of it; {@code -Dscale}, {@code -Drounds} and {@code -Dsynthetic} (GiB) make it smaller or larger. */
    public static void main(String[] arguments) throws Exception {
        try (var gpg = Gpg.open()) {
            gpg.make("bench@example.com", "");
            var figures = new DatapathBench(gpg).run();
            figures.write(
                    Path.of("operator/target/bench/datapath.json"),
                    new Marked(
                            Path.of("docs/performance.md"),
                            "<!-- datapath: written by make bench -->",
                            "<!-- datapath: end -->"));
            say(new DatapathTable(figures).text());
        }
        System.exit(0);
    }

    private DatapathFigures run() throws Exception {
        practise();
        say("filling a database (scale " + scale + ")");
        var data = DataSet.make(given, scale);
        var absent = absent();
        // The S3 server is a JVM, too, and its first customer would pay for its compiler.
        movers.backup(given, Movers.order(given, data.database(), 1, Fingerprint.Checksums, AfterEach.Digest));
        var costs = new EnumMap<Contender, List<Cost>>(Contender.class);
        for (int number = 1; number <= rounds; number++) {
            round(number, data, absent, costs);
        }
        var measured = new EnumMap<Contender, Measured>(Contender.class);
        costs.forEach((contender, all) -> measured.put(contender, new Measured(all)));
        var dump = new Measured(costs.getOrDefault(Contender.PG_DUMP, List.of())).typical();
        var backup = new Measured(costs.getOrDefault(Contender.BACKUP, List.of())).typical();
        var floor = Floor.find(meter, data, dump, backup.storeCpuSeconds());
        var starts = starts();
        say("a synthetic stream of " + gib + " GiB");
        var stream = Synthetic.run(gib, movers, image).cost();
        return new DatapathFigures(setting(data), measured, absent, floor, starts, gib, stream);
    }

    /** A copy of the image, in which the cache is made as in the image's build: tests do not begin with it. */
    private void practise() throws Exception {
        say("making the AOT cache");
        var home = Map.of("JAVA_HOME", System.getProperty("java.home"));
        var copied = Programs.run(List.of("cp", "-a", IMAGE.toString(), image.toString()), Map.of());
        var practised = Programs.run(List.of(image.resolve("bin/pgbelay").toString(), "practise"), home);
        if (!Files.exists(image.resolve("lib/worker.aot"))) {
            throw new IllegalStateException(copied.output() + practised.output());
        }
    }

    private static Map<Contender, String> absent() throws IOException, InterruptedException {
        var absent = new EnumMap<Contender, String>(Contender.class);
        for (var contender : Contender.values()) {
            var missing = new TreeSet<String>();
            for (var program : contender.programs()) {
                if (!Programs.has(program)) {
                    missing.add(program);
                }
            }
            if (!missing.isEmpty()) {
                absent.put(
                        contender,
                        "Not installed: " + String.join(", ", missing) + " (Debian and Ubuntu: apt install "
                                + String.join(" ", missing).replace("aws", "awscli") + ").");
                say("left out: " + contender.title() + ". " + absent.get(contender));
            }
        }
        return absent;
    }

    private void round(int number, DataSet data, Map<Contender, String> absent, Map<Contender, List<Cost>> costs)
            throws Exception {
        try (var round = new Round(Given.freshBucket(), data, meter, movers, gpg)) {
            for (var contender : Contender.values()) {
                if (!absent.containsKey(contender)) {
                    var cost = round.run(contender);
                    costs.computeIfAbsent(contender, one -> new ArrayList<>()).add(cost);
                    say("%d/%d %-28s %6.1f s wall, %6.1f s CPU"
                            .formatted(number, rounds, contender.title(), cost.wallSeconds(), cost.cpuSeconds()));
                }
            }
            ofDataSet.addAll(round.firstBytes());
        }
    }

    private DatapathFigures.Starts starts() throws Exception {
        given.postgres().psql("postgres", "create database nothing");
        var cached = new ArrayList<Duration>();
        var bare = new ArrayList<Duration>();
        for (int i = 0; i < STARTS; i++) {
            cached.add(start(image));
            bare.add(start(IMAGE));
        }
        return new DatapathFigures.Starts(cached, bare, ofDataSet);
    }

    private Duration start(Path from) throws Exception {
        var order = Movers.order(given, "nothing", 1, Fingerprint.Checksums, AfterEach.None);
        return movers.backup(given, order, from, given.postgres().binDir() + ":/usr/bin:/bin")
                .firstByte();
    }

    private Map<String, Object> setting(DataSet data) throws IOException, InterruptedException {
        var setting = new LinkedHashMap<String, Object>();
        setting.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        setting.put("machine", machine());
        setting.put("processors", Runtime.getRuntime().availableProcessors());
        setting.put("java", Runtime.version().toString());
        setting.put(
                "postgres",
                given.postgres().psql("postgres", "show server_version").strip());
        setting.put("scale", scale);
        setting.put("databaseMiB", data.bytes() >> 20);
        setting.put("dumpMiB", Files.size(data.archive()) >> 20);
        setting.put("rounds", rounds);
        return setting;
    }

    private static String machine() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*: *", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
