package io.pgbelay.rig;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.S3;
import io.pgbelay.api.SslMode;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.RequestId;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.s3.S3Server;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders as the operator writes them, for the servers of a test. */
public record Given(PostgresServer postgres, S3Server s3, String bucket) {
    public static final Limits LIMITS = new Limits(120, 60);

    /** The shared servers and a bucket of one's own. */
    public static Given freshBucket() {
        return freshBucket(Servers.postgres(), Servers.s3());
    }

    public static Given freshBucket(PostgresServer postgres, S3Server s3) {
        var bucket = Servers.fresh("bucket-");
        s3.createBucket(bucket);
        return new Given(postgres, s3, bucket);
    }

    public Map<String, String> secrets() {
        return Map.of(
                PodEnv.PG_USER, postgres.user(),
                PodEnv.PG_PASSWORD, postgres.password(),
                PodEnv.AWS_ACCESS_KEY_ID, s3.accessKey(),
                PodEnv.AWS_SECRET_ACCESS_KEY, s3.secretKey());
    }

    public Storage storage() {
        return Storage.of(
                new S3(bucket, "prod", s3.region(), s3.endpoint().toString(), true, null, "STANDARD", null, null));
    }

    public ServerAddress server() {
        return new ServerAddress(postgres.host(), postgres.port(), SslMode.Prefer, null, "postgres");
    }

    public static RequestId request(String name) {
        return new RequestId(
                "shop", name, UUID.randomUUID().toString(), Instant.now().toString(), null);
    }

    public Order.Dump dump(String database) {
        return new Order.Dump(
                request("run"),
                1,
                LIMITS,
                server(),
                database,
                "production",
                Dump.DEFAULT,
                Compression.DEFAULT,
                null,
                AfterEach.Decode,
                storage(),
                "postgres:15",
                List.of());
    }

    public Order.Restore restore(Outcome dumped, String into) {
        var artifact = requireNonNull(dumped.artifact());
        return restore(artifact.manifest(), artifact.manifestSha256(), into);
    }

    /** An order to bring a dump of others back. */
    public Order.Restore restore(String file, String into) {
        return Altered.with(restore("", "", into), "file", file);
    }

    private Order.Restore restore(String manifest, String manifestSha256, String into) {
        return new Order.Restore(
                request("restore"),
                1,
                LIMITS,
                server(),
                storage(),
                manifest,
                manifestSha256,
                into,
                RestoreTarget.Ownership.Keep,
                null,
                Map.of(),
                RestoreTarget.Privileges.Keep,
                null);
    }

    /** What lies in the bucket. */
    public Bucket contents() {
        return new Bucket(this);
    }

    /** The same order, given to the next Job. */
    public static Order.Dump again(Order.Dump order) {
        return Altered.with(order, "attempt", order.attempt() + 1);
    }

    /** The same order, given to the next Job. */
    public static Order.Restore again(Order.Restore order) {
        return Altered.with(order, "attempt", order.attempt() + 1);
    }

    /** The same order, locked up and proven so. */
    public static Order.Dump locked(Order.Dump order, @Nullable Encryption encryption, AfterEach afterEach) {
        return Altered.with(order, "encryption", encryption, "afterEach", afterEach);
    }

    /** The same order with other words about owners. */
    public static Order.Restore owned(
            Order.Restore order,
            RestoreTarget.Ownership ownership,
            @Nullable String owner,
            Map<String, String> owners,
            RestoreTarget.Privileges privileges) {
        return Altered.with(order, "ownership", ownership, "owner", owner, "owners", owners, "privileges", privileges);
    }

    /** The same order, for a dump of this format, packed so. */
    public static Order.Dump packed(Order.Dump order, Dump.Format format, Compression compression) {
        return Altered.with(order, "dump", Altered.with(order.dump(), "format", format), "compression", compression);
    }

    /** The same order, for so many pg_dump at once. */
    public static Order.Dump streams(Order.Dump order, int streams) {
        return asked(order, Altered.with(order.dump(), "streams", streams));
    }

    /** The same order, given when this run of the same database has ended. */
    public static Order.Dump after(Order.Dump order, String ended) {
        return Altered.with(order, "endedRuns", List.of(ended));
    }

    /** All of a database, looked at so closely. */
    public static Dump whole(Dump.Fingerprint level, String lockTimeout) {
        return whole(level, lockTimeout, true);
    }

    private static Dump whole(Dump.Fingerprint level, String lockTimeout, boolean globals) {
        var all = List.<String>of();
        return new Dump(Dump.Format.Custom, lockTimeout, level, all, all, all, all, all, globals, 1);
    }

    /** The same order, without the roles that the database names. */
    public static Order.Dump withoutGlobals(Order.Dump order) {
        return asked(order, whole(Dump.Fingerprint.Checksums, "60s", false));
    }

    /** The same order with another word to pg_dump. */
    public static Order.Dump asked(Order.Dump order, Dump dump) {
        return Altered.with(order, "dump", dump);
    }

    /** The same order with other limits. */
    public static Order.Dump within(Order.Dump order, long deadlineSeconds, long noProgressSeconds) {
        return Altered.with(order, "limits", new Limits(deadlineSeconds, noProgressSeconds));
    }

    /** The Pod's secrets, and these besides. */
    public Map<String, String> secretsAnd(Map<String, String> more) {
        var all = new java.util.HashMap<>(secrets());
        all.putAll(more);
        return all;
    }

    public LocalPod.End run(Order order) throws Exception {
        return LocalPod.run(order, secrets());
    }
}
