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
import java.util.List;

/** The loop of RestoreRequests. */
@ControllerConfiguration(name = "restorerequest")
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
        var seen = observer.observe(request, context);
        var decision = RestoreRequestPlanner.decide(seen, config, loop.clock().instant());
        return loop.carryOut(request, decision, context);
    }

    @Override
    public List<EventSource<?, RestoreRequest>> prepareEventSources(EventSourceContext<RestoreRequest> context) {
        return Sources.jobsAndPods(RestoreRequest.class, Labels.RESTORE, context);
    }
}
