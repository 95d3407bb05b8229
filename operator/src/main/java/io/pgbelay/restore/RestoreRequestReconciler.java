package io.pgbelay.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.JobObserver;
import io.pgbelay.control.Loop;
import io.pgbelay.control.Sources;
import io.pgbelay.kube.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loop of RestoreRequests. */
@ControllerConfiguration(name = "restorerequest", triggerReconcilerOnAllEvents = true)
public final class RestoreRequestReconciler implements Reconciler<RestoreRequest> {
    private final RestoreRequestObserver observer;
    private final OperatorConfig config;
    private final Loop loop;

    public RestoreRequestReconciler(KubernetesClient client, JobObserver jobs, OperatorConfig config, Loop loop) {
        this.observer = new RestoreRequestObserver(client, jobs);
        this.config = config;
        this.loop = loop;
    }

    @Override
    public UpdateControl<RestoreRequest> reconcile(RestoreRequest request, Context<RestoreRequest> context) {
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        var seen = observer.observe(request, context);
        var decision = RestoreRequestPlanner.decide(seen, config, loop.clock().instant());
        return loop.carryOut(request, decision, context);
    }

    @Override
    public List<EventSource<?, RestoreRequest>> prepareEventSources(EventSourceContext<RestoreRequest> context) {
        var sources = new ArrayList<>(Sources.jobsAndPods(RestoreRequest.class, Labels.RESTORE, context));
        sources.add(Sources.ofTheSameKind(
                RestoreRequest.class,
                one -> Optional.ofNullable(one.getSpec().source().undoRef()),
                context));
        return sources;
    }
}
