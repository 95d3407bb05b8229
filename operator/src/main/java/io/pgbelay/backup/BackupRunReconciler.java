package io.pgbelay.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.pgbelay.api.BackupRun;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.JobObserver;
import io.pgbelay.control.Loop;
import io.pgbelay.control.Sources;
import io.pgbelay.kube.Labels;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The loop of BackupRuns. */
@ControllerConfiguration(name = "backuprun")
public final class BackupRunReconciler implements Reconciler<BackupRun> {
    private final BackupRunObserver observer;
    private final OperatorConfig config;
    private final Loop loop;
    private volatile @Nullable Cache<BackupRun> cache;

    public BackupRunReconciler(KubernetesClient client, JobObserver jobs, OperatorConfig config, Loop loop) {
        this.observer = new BackupRunObserver(client, jobs, config);
        this.config = config;
        this.loop = loop;
    }

    @Override
    public UpdateControl<BackupRun> reconcile(BackupRun run, Context<BackupRun> context) {
        var seen = observer.observe(run, context);
        var decision = BackupRunPlanner.decide(seen, config, loop.clock().instant());
        return loop.carryOut(run, decision, context);
    }

    /** All that the cache holds: what metrics are derived from. */
    public Stream<BackupRun> all() {
        var known = cache;
        return known == null ? Stream.empty() : known.list();
    }

    @Override
    public List<EventSource<?, BackupRun>> prepareEventSources(EventSourceContext<BackupRun> context) {
        BackupRunObserver.index(context.getPrimaryCache());
        cache = context.getPrimaryCache();
        return Sources.jobsAndPods(BackupRun.class, Labels.RUN, context);
    }
}
