package io.pgbelay.app;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.pgbelay.api.BackupRun;
import io.pgbelay.backup.BackupRunReconciler;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.ActionExecutor;
import io.pgbelay.control.IdentityGuard;
import io.pgbelay.control.JobObserver;
import io.pgbelay.control.Loop;
import io.pgbelay.control.OneCopy;
import io.pgbelay.environment.EnvironmentReconciler;
import io.pgbelay.metrics.Freshness;
import io.pgbelay.metrics.Metrics;
import io.pgbelay.news.News;
import io.pgbelay.promotion.PromotionReconciler;
import io.pgbelay.restore.RestoreRequestReconciler;
import io.pgbelay.schedule.BackupScheduleReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator, wired on one page. */
final class OperatorProcess {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
    private static final Duration LAST_PASSES = Duration.ofSeconds(10);

    private final OperatorConfig config;
    private final Clock clock = Clock.systemUTC();
    private final KubernetesClient client = Clients.whole();
    private final Metrics metrics = new Metrics();

    private OperatorProcess(OperatorConfig config) {
        this.config = config;
    }

    /** Runs until the process is told to end. */
    static int run(Map<String, String> env) {
        try {
            return new OperatorProcess(OperatorConfig.from(env)).run();
        } catch (IllegalArgumentException e) {
            System.err.println("pgbelay operator: " + e.getMessage());
            return 2;
        }
    }

    private int run() {
        var schema = new SchemaGuard(client);
        var health = HealthServer.start(config.healthPort());
        var lease = new Lease(client, config);
        schema.awaitMatch(health);
        var operator = new Operator(this::configure);
        register(operator, health);
        operator.start();
        health.ready(() -> operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy());
        LOG.info("pgBelay operator is up; health on port {}", health.port());
        var told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Lease.ending();
            operator.stop();
            lease.release();
            told.countDown();
        }));
        schema.watch();
        await(told);
        return 0;
    }

    private void register(Operator operator, HealthServer health) {
        var executor = new ActionExecutor(client);
        var news = new News(client, clock, config.namespace(), metrics.mouth());
        var loop = new Loop(executor, news, clock);
        var jobs = new JobObserver(client, config, clock);
        var known = new OneCopy<BackupRun>();
        var schedules = new BackupScheduleReconciler(client, jobs, config, loop, cache(known));
        var runs = new BackupRunReconciler(client, jobs, config, loop);
        metrics.derive(schedules::all, runs::all);
        health.show(() -> Freshness.overdue(schedules.all()), metrics::page);
        operator.register(schedules, this::controller);
        operator.register(runs, of -> controller(of).withItemStore(cache(known)));
        operator.register(new RestoreRequestReconciler(client, jobs, config, loop), this::controller);
        var identity = new IdentityGuard(client, config.promotionPolicy());
        operator.register(new EnvironmentReconciler(client, identity, loop), this::controller);
        operator.register(new PromotionReconciler(client, config, identity, loop), this::controller);
    }

    /** Of several namespaces each has a cache of its own, and none of them knows the others' objects. */
    private @Nullable ItemStore<BackupRun> cache(OneCopy<BackupRun> known) {
        return config.watchNamespaces().size() > 1 ? null : known.cache();
    }

    private void configure(ConfigurationServiceOverrider service) {
        service.withKubernetesClient(Clients.cached())
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics.registry()))
                .checkingCRDAndValidateLocalModel(false)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(8)
                .withReconciliationTerminationTimeout(LAST_PASSES);
        if (config.leaderElection()) {
            service.withLeaderElectionConfiguration(
                    LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(Lease.NAME)
                            .withLeaseNamespace(config.namespace())
                            .withExitOnStopLeading(false)
                            .withLeaderCallbacks(Lease.callbacks())
                            .build());
        }
    }

    /** The framework's own retry gives up after five attempts: ours never does. */
    private <R extends HasMetadata> ControllerConfigurationOverrider<R> controller(
            ControllerConfigurationOverrider<R> controller) {
        controller.withRetry(new GenericRetry()
                .setInitialInterval(500)
                .setIntervalMultiplier(2)
                .setMaxInterval(60_000)
                .setMaxAttempts(-1));
        if (config.watchNamespaces().isEmpty()) {
            return controller.watchingAllNamespaces();
        }
        return controller.settingNamespaces(config.watchNamespaces());
    }

    private static void await(CountDownLatch told) {
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
