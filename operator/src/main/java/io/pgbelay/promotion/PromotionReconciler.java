package io.pgbelay.promotion;

import io.fabric8.kubernetes.client.KubernetesClient;
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
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.Release;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.IdentityGuard;
import io.pgbelay.control.Loop;
import io.pgbelay.control.Sources;
import io.pgbelay.kube.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The loop of Promotions. */
@ControllerConfiguration(name = "promotion", triggerReconcilerOnAllEvents = true)
public final class PromotionReconciler implements Reconciler<Promotion> {
    private final PromotionObserver observer;
    private final Loop loop;

    public PromotionReconciler(KubernetesClient client, OperatorConfig config, IdentityGuard identity, Loop loop) {
        this.observer = new PromotionObserver(client, config, identity);
        this.loop = loop;
    }

    @Override
    public UpdateControl<Promotion> reconcile(Promotion promotion, Context<Promotion> context) {
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        var seen = new PromotionSeen(observer.observe(promotion));
        var decision = PromotionPlanner.decide(seen, loop.clock().instant());
        return loop.carryOut(promotion, decision, context);
    }

    @Override
    public List<EventSource<?, Promotion>> prepareEventSources(EventSourceContext<Promotion> context) {
        var places = InformerEventSourceConfiguration.from(Environment.class, Promotion.class)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(PromotionReconciler::concerned)
                .build();
        var sources = new ArrayList<>(Sources.jobsAndPods(Promotion.class, Labels.PROMOTION, context));
        sources.add(new InformerEventSource<>(places, context));
        sources.add(Sources.source(BackupRun.class, Promotion.class, Labels.PROMOTION, context));
        sources.add(Sources.source(RestoreRequest.class, Promotion.class, Labels.PROMOTION, context));
        return sources;
    }

    /** Whose turn it is, and whose release may have been superseded. */
    private static Set<ResourceID> concerned(Environment environment) {
        var status = environment.getStatus();
        if (status == null) {
            return Set.of();
        }
        var turn = status.active() == null
                ? Stream.<String>empty()
                : Stream.of(status.active().promotion());
        var released = status.history().stream()
                .filter(release -> release.state() == Release.State.Released)
                .flatMap(release -> Stream.ofNullable(release.promotion()));
        return Stream.concat(turn, released)
                .map(name -> new ResourceID(name, environment.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    }
}
