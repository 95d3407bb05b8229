package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.S3;
import io.pgbelay.api.SslMode;
import io.pgbelay.api.Storage;
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

/** Orders as the operator writes them, for the servers of a test. */
record Given(PostgresServer postgres, S3Server s3, String bucket) {
    static final Limits LIMITS = new Limits(120, 60);

    /** The shared servers and a bucket of one's own. */
    static Given freshBucket() {
        return freshBucket(Servers.postgres(), Servers.s3());
    }

    static Given freshBucket(PostgresServer postgres, S3Server s3) {
        var bucket = Servers.fresh("bucket-");
        s3.createBucket(bucket);
        return new Given(postgres, s3, bucket);
    }

    Map<String, String> secrets() {
        return Map.of(
                PodEnv.PG_USER, postgres.user(),
                PodEnv.PG_PASSWORD, postgres.password(),
                PodEnv.AWS_ACCESS_KEY_ID, s3.accessKey(),
                PodEnv.AWS_SECRET_ACCESS_KEY, s3.secretKey());
    }

    Storage storage() {
        return new Storage(new S3(bucket, "prod", s3.region(), s3.endpoint().toString(), true, null, null));
    }

    ServerAddress server() {
        return new ServerAddress(postgres.host(), postgres.port(), SslMode.Prefer, null, "postgres");
    }

    static RequestId request(String name) {
        return new RequestId(
                "shop", name, UUID.randomUUID().toString(), Instant.now().toString(), null);
    }

    Order.Dump dump(String database) {
        return new Order.Dump(
                request("run"),
                1,
                LIMITS,
                server(),
                database,
                "production",
                Dump.DEFAULT,
                Compression.DEFAULT,
                storage(),
                "postgres:15",
                List.of());
    }

    Order.Restore restore(Outcome dumped, String into) {
        var artifact = requireNonNull(dumped.artifact());
        return new Order.Restore(
                request("restore"),
                1,
                LIMITS,
                server(),
                storage(),
                artifact.manifest(),
                artifact.manifestSha256(),
                into,
                RestoreTarget.Ownership.Keep,
                null,
                RestoreTarget.Privileges.Keep);
    }

    LocalPod.End run(Order order) throws Exception {
        return LocalPod.run(order, secrets());
    }
}
