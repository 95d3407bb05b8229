package io.pgbelay.bench;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.Encryption.OpenPgp;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Sidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Our backups and restores, as their Pods do them: the mover from the image's folder, and the container with the tools, as
 * processes of this machine.
 */
final class Movers {
    private static final Limits LIMITS = new Limits(Duration.ofDays(1).toSeconds(), 600);
    private static final String FIRST_BYTES = " pg_dump writes";

    private final Meter meter;
    private final Path image;
    private final Gpg gpg;

    Movers(Meter meter, Path image, Gpg gpg) {
        this.meter = meter;
        this.image = image;
        this.gpg = gpg;
    }

    /**
     * A backup that was made.
     *
     * @param firstByte from the start of the mover's process to the first bytes of pg_dump
     */
    record Backup(Cost cost, Outcome outcome, Duration firstByte) {}

    /** An order for a backup that is packed with zstd and encrypted for the owner of a key. */
    static Order.Dump order(Given given, String database, int streams, Dump.Fingerprint level, AfterEach afterEach) {
        var order = given.dump(database);
        var dump = Altered.with(order.dump(), "fingerprint", level, "streams", streams);
        var key = new Encryption(new OpenPgp(new SecretKey(null, "backup-keys", "bench.asc")), null);
        return Altered.with(order, "limits", LIMITS, "dump", dump, "encryption", key, "afterEach", afterEach);
    }

    Backup backup(Given given, Order.Dump order) throws Exception {
        return backup(given, order, image, given.postgres().binDir() + ":/usr/bin:/bin");
    }

    /**
     * The same.
     *
     * @param folder the image's
     * @param path where the tools are
     */
    Backup backup(Given given, Order.Dump order, Path folder, String path) throws Exception {
        var recipients =
                Servers.household().folder(Servers.fresh("recipients-")).resolve("bench.asc");
        Files.write(recipients, gpg.publicKeys());
        var begun = Instant.now();
        var ended = run(order, given, Map.of(PodEnv.RECIPIENTS, recipients.toString()), folder, path);
        var firstByte = Duration.between(begun, firstByte(ended.log()));
        var bytes = requireNonNull(ended.outcome().artifact()).sizeBytes();
        return new Backup(ended.cost().of(bytes), ended.outcome(), firstByte);
    }

    /** Brings a backup back into a new database. */
    Cost restore(Given given, Outcome dumped, String into) throws Exception {
        var order = Altered.with(given.restore(dumped, into), "limits", LIMITS);
        var key = Map.of(PodEnv.PRIVATE_KEY, gpg.privateKey("bench@example.com", ""));
        var bytes = requireNonNull(dumped.artifact()).sizeBytes();
        return run(order, given, key, image, given.postgres().binDir() + ":/usr/bin:/bin")
                .cost()
                .of(bytes);
    }

    private record Ended(Cost cost, Outcome outcome, String log) {}

    private Ended run(Order order, Given given, Map<String, String> keys, Path folder, String path) throws Exception {
        var pod = Servers.household().folder(Servers.fresh("measured-"));
        var shared = Files.createDirectory(pod.resolve("shared"));
        var secrets = given.secrets();
        var sidecar = Sidecar.start(
                shared,
                Map.of(
                        PodEnv.PG_USER, requireNonNull(secrets.get(PodEnv.PG_USER)),
                        PodEnv.PG_PASSWORD, requireNonNull(secrets.get(PodEnv.PG_PASSWORD))),
                path);
        try {
            var env = env(pod, order, given.secretsAnd(keys));
            var launcher = folder.resolve("bin/pgbelay").toAbsolutePath().toString();
            var cost = meter.run(List.of(launcher, order.verb()), env, pod, List.of(sidecar.handle()));
            var outcome = Json.MAPPER.readValue(pod.resolve("termination").toFile(), Outcome.class);
            return new Ended(cost, outcome, Files.readString(pod.resolve("log")));
        } finally {
            sidecar.kill();
        }
    }

    private static Map<String, String> env(Path pod, Order order, Map<String, String> secrets) throws IOException {
        var env = new HashMap<>(secrets);
        env.put(PodEnv.SHARED, pod.resolve("shared").toString());
        env.put(PodEnv.TMP, Files.createDirectory(pod.resolve("tmp")).toString());
        env.put(PodEnv.TERMINATION_LOG, pod.resolve("termination").toString());
        env.put(PodEnv.ORDER, Json.MAPPER.writeValueAsString(order));
        env.put("JAVA_HOME", System.getProperty("java.home"));
        env.put("PATH", "/usr/bin:/bin");
        return env;
    }

    private static Instant firstByte(String log) {
        return log.lines()
                .filter(line -> line.endsWith(FIRST_BYTES))
                .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
