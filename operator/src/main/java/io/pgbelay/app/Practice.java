package io.pgbelay.app;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.S3;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.SslMode;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.archive.ArchiveScan;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.RequestId;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.storage.ObjectStores;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Codecs;
import io.pgbelay.worker.Seal;
import io.pgbelay.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a worker does, done once while the image is built, so that the JVM can keep what it loaded, linked and found out in an
 * ahead-of-time cache (JEP 514): workers begin from there. There is neither a database nor a bucket then, so it talks to
 * stand-ins, and is turned away by the one of the database.
 */
final class Practice {
    /** The word that starts it. */
    static final String VERB = "practise";

    private static final int CHUNK = 256 * 1024;
    private static final int CHUNKS = 512;

    private Practice() {}

    /** Exit code: 0. */
    static int run() {
        try (var places = StandIns.open()) {
            var env = env(places);
            Worker.run("dump", env);
            pack(places, env);
            return 0;
        } catch (IOException e) {
            System.err.println("nothing was practised: " + e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> env(StandIns places) throws IOException {
        var folder = Files.createTempDirectory("practice");
        var keys = Files.createFile(folder.resolve("recipients.asc"));
        try (InputStream key = requireNonNull(Practice.class.getResourceAsStream("practice.asc"))) {
            Files.write(keys, key.readAllBytes());
        }
        return Map.of(
                PodEnv.ORDER, Json.MAPPER.writeValueAsString(order(places)),
                PodEnv.SHARED, folder(folder, "shared"),
                PodEnv.TMP, folder(folder, "tmp"),
                PodEnv.TERMINATION_LOG, folder.resolve("termination").toString(),
                PodEnv.RECIPIENTS, keys.toString(),
                PodEnv.PG_USER, "practice",
                PodEnv.PG_PASSWORD, "practice",
                PodEnv.AWS_ACCESS_KEY_ID, "practice",
                PodEnv.AWS_SECRET_ACCESS_KEY, "practice");
    }

    private static String folder(Path parent, String name) throws IOException {
        return Files.createDirectory(parent.resolve(name)).toString();
    }

    private static Order.Dump order(StandIns places) {
        return new Order.Dump(
                new RequestId("practice", "practice", "00000000-practice", Instant.EPOCH.toString(), null),
                1,
                new Limits(60, 60),
                new ServerAddress("127.0.0.1", places.postgresPort(), SslMode.Prefer, null, "postgres"),
                "practice",
                "practice",
                Dump.DEFAULT,
                Compression.DEFAULT,
                encryption(),
                AfterEach.None,
                storage(places),
                "postgres",
                List.of());
    }

    private static Encryption encryption() {
        return new Encryption(new Encryption.OpenPgp(new SecretKey(null, "practice", "recipients.asc")), null);
    }

    private static Storage storage(StandIns places) {
        return Storage.of(new S3("practice", "practice", "us-east-1", places.s3(), true, null, "STANDARD", null, null));
    }

    /** The long part of a backup: no archive of pg_dump, but bytes that are packed, locked and sent all the same. */
    private static void pack(StandIns places, Map<String, String> env) throws IOException {
        var bytes = new byte[CHUNK];
        var random = new Random(1);
        random.nextBytes(bytes);
        var digest = new CountingDigest();
        var scan = new ArchiveScan(true);
        try (var store = ObjectStores.open(storage(places), env);
                var upload = store.upload("practice/practice", 1, ignored -> {});
                var stages = Codecs.out(Compression.DEFAULT, Seal.of(encryption(), env, Instant.now()), 1, upload)) {
            for (int i = 0; i < CHUNKS; i++) {
                bytes[random.nextInt(CHUNK)]++;
                digest.update(bytes, 0, CHUNK);
                scan.accept(bytes, 0, CHUNK);
                stages.write(bytes, 0, CHUNK);
            }
            stages.finish();
            upload.complete();
        }
    }
}
