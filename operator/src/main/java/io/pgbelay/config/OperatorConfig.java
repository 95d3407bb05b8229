package io.pgbelay.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operator's settings, from its environment.
 *
 * @param namespace its own namespace, where its lease lies
 * @param watchNamespaces namespaces that it looks after; empty: all of them
 * @param workerImage image of the workers: the operator's own
 * @param postgresImage image of the Postgres tools without tag; the tag is the server's major
 * @param healthPort port of /healthz and /readyz; 0 takes a free one
 * @param leaderElection whether replicas agree on one leader by a lease
 * @param podStartGrace how long a Pod may be kept from starting by a missing Secret, image or volume
 * @param schedulingGrace how long a Pod may wait for room on a node
 * @param retryDelay pause before the second attempt; doubles with each further one
 * @param progressInterval the least time between two reports of progress in a status
 * @param maxRunning how many backups may be at work at once; 0: any number
 * @param maxRunningPerServer how many of them on one database server; 0: any number
 * @param promotionPolicy name of the admission policy, and of its binding, that holds who asks and who approves
 */
public record OperatorConfig(
        String namespace,
        Set<String> watchNamespaces,
        String workerImage,
        String postgresImage,
        int healthPort,
        boolean leaderElection,
        Duration podStartGrace,
        Duration schedulingGrace,
        Duration retryDelay,
        Duration progressInterval,
        int maxRunning,
        int maxRunningPerServer,
        String promotionPolicy) {
    public OperatorConfig {
        watchNamespaces = Set.copyOf(watchNamespaces);
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException where a value cannot be read; the message names the variable
     */
    public static OperatorConfig from(Map<String, String> env) {
        return new OperatorConfig(
                env.getOrDefault("PGBELAY_NAMESPACE", "pgbelay"),
                words(env.getOrDefault("PGBELAY_WATCH_NAMESPACES", "")),
                env.getOrDefault("PGBELAY_WORKER_IMAGE", "ghcr.io/pgbelay/pgbelay:0.1.0"),
                env.getOrDefault("PGBELAY_POSTGRES_IMAGE", "postgres"),
                number(env, "PGBELAY_HEALTH_PORT", 8080),
                Boolean.parseBoolean(env.getOrDefault("PGBELAY_LEADER_ELECTION", "false")),
                seconds(env, "PGBELAY_POD_START_GRACE_SECONDS", 60),
                seconds(env, "PGBELAY_SCHEDULING_GRACE_SECONDS", 600),
                seconds(env, "PGBELAY_RETRY_DELAY_SECONDS", 10),
                seconds(env, "PGBELAY_PROGRESS_INTERVAL_SECONDS", 10),
                number(env, "PGBELAY_MAX_RUNNING", 50),
                number(env, "PGBELAY_MAX_RUNNING_PER_SERVER", 4),
                env.getOrDefault("PGBELAY_PROMOTION_POLICY", "pgbelay.pgbelay-system.promotions"));
    }

    /** Image of the Postgres tools: the one named, else the one of this major. */
    public String toolsImage(String named, @org.jspecify.annotations.Nullable Integer major) {
        return named.isEmpty() ? postgresImage + ":" + major : named;
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Duration seconds(Map<String, String> env, String name, int otherwise) {
        return Duration.ofSeconds(number(env, name, otherwise));
    }

    private static int number(Map<String, String> env, String name, int otherwise) {
        var text = env.get(name);
        try {
            return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not '" + text + "'", e);
        }
    }
}
