package io.pgbelay.e2e;

import java.util.Map;

/**
 * What may be said from outside.
 *
 * @param pgbelay image of operator and worker, see operator/Dockerfile
 * @param postgres image of the server and of pg_dump
 * @param s3 any image with Java 25 and tar, in which the S3 server is started
 * @param keep whether everything stays at the end, to be looked at
 */
record Settings(Image pgbelay, Image postgres, Image s3, boolean keep) {
    static Settings from(Map<String, String> env) {
        return new Settings(
                Image.of(env.getOrDefault("PGBELAY_IMAGE", "ghcr.io/pgbelay/pgbelay:0.1.0")),
                Image.of(env.getOrDefault("POSTGRES_IMAGE", "postgres:15")),
                Image.of(env.getOrDefault("S3_IMAGE", "eclipse-temurin:25")),
                Boolean.parseBoolean(env.getOrDefault("PGBELAY_E2E_KEEP", "false")));
    }
}
