package io.pgbelay.schedule;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.JobObserver;
import io.pgbelay.control.Loop;
import io.pgbelay.control.Sources;
import io.pgbelay.kube.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The loop of BackupSchedules. */
@ControllerConfiguration(name = "backupschedule")
public final class BackupScheduleReconciler implements Reconciler<BackupSchedule> {
    private final BackupScheduleObserver observer;
    private final OperatorConfig config;
    private final Loop loop;
    private final @Nullable ItemStore<BackupRun> known;
    private volatile @Nullable Cache<BackupSchedule> cache;

    /** {@code known} is what BackupRuns are kept in; absent where each namespace has a cache of its own. */
    public BackupScheduleReconciler(
            KubernetesClient client,
            JobObserver jobs,
            OperatorConfig config,
            Loop loop,
            @Nullable ItemStore<BackupRun> known) {
        this.observer = new BackupScheduleObserver(client, jobs);
        this.config = config;
        this.loop = loop;
        this.known = known;
    }

    @Override
    public UpdateControl<BackupSchedule> reconcile(BackupSchedule schedule, Context<BackupSchedule> context) {
        var seen = observer.observe(schedule, context);
        var decision = BackupSchedulePlanner.decide(seen, config, loop.clock().instant());
        return loop.carryOut(schedule, decision, context);
    }

    /** All that the cache holds: what metrics are derived from. */
    public Stream<BackupSchedule> all() {
        var known = cache;
        return known == null ? Stream.empty() : known.list();
    }

    @Override
    public List<EventSource<?, BackupSchedule>> prepareEventSources(EventSourceContext<BackupSchedule> context) {
        cache = context.getPrimaryCache();
        var runs = InformerEventSourceConfiguration.from(BackupRun.class, BackupSchedule.class)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(BackupScheduleReconciler::scheduleOf)
                .withItemStore(known)
                .build();
        var restores = InformerEventSourceConfiguration.from(RestoreRequest.class, BackupSchedule.class)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(ignored -> Set.of())
                .build();
        var sources = new ArrayList<EventSource<?, BackupSchedule>>();
        sources.add(new InformerEventSource<>(runs, context));
        sources.add(new InformerEventSource<>(restores, context));
        sources.addAll(Sources.jobsAndPods(BackupSchedule.class, Labels.SHELF, context));
        return sources;
    }

    private static Set<ResourceID> scheduleOf(BackupRun run) {
        var schedule = run.getSpec() == null ? null : run.getSpec().scheduleRef();
        return schedule == null
                ? Set.of()
                : Set.of(new ResourceID(schedule.name(), run.getMetadata().getNamespace()));
    }
}
