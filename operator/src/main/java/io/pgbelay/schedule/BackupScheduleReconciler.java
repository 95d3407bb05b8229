package io.pgbelay.schedule;

import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.control.Loop;
import java.util.List;
import java.util.Set;

/** The loop of BackupSchedules. */
@ControllerConfiguration(name = "backupschedule")
public final class BackupScheduleReconciler implements Reconciler<BackupSchedule> {
    private final Loop loop;

    public BackupScheduleReconciler(Loop loop) {
        this.loop = loop;
    }

    @Override
    public UpdateControl<BackupSchedule> reconcile(BackupSchedule schedule, Context<BackupSchedule> context) {
        var seen = BackupScheduleObserver.observe(schedule, context);
        var decision = BackupSchedulePlanner.decide(seen, loop.clock().instant());
        return loop.carryOut(schedule, decision, context);
    }

    @Override
    public List<EventSource<?, BackupSchedule>> prepareEventSources(EventSourceContext<BackupSchedule> context) {
        var runs = InformerEventSourceConfiguration.from(BackupRun.class, BackupSchedule.class)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(BackupScheduleReconciler::scheduleOf)
                .build();
        return List.of(new InformerEventSource<>(runs, context));
    }

    private static Set<ResourceID> scheduleOf(BackupRun run) {
        var schedule = run.getSpec() == null ? null : run.getSpec().scheduleRef();
        return schedule == null
                ? Set.of()
                : Set.of(new ResourceID(schedule.name(), run.getMetadata().getNamespace()));
    }
}
