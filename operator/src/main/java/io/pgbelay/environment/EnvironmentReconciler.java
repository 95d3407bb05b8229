package io.pgbelay.environment;

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
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.control.IdentityGuard;
import io.pgbelay.control.Loop;
import java.util.List;
import java.util.Set;

/** The loop of Environments. */
@ControllerConfiguration(name = "environment")
public final class EnvironmentReconciler implements Reconciler<Environment> {
    private final EnvironmentObserver observer;
    private final Loop loop;

    public EnvironmentReconciler(KubernetesClient client, IdentityGuard identity, Loop loop) {
        this.observer = new EnvironmentObserver(client, identity);
        this.loop = loop;
    }

    @Override
    public UpdateControl<Environment> reconcile(Environment environment, Context<Environment> context) {
        var seen = observer.observe(environment, context);
        var decision = EnvironmentPlanner.decide(seen, loop.clock().instant());
        return loop.carryOut(environment, decision, context);
    }

    @Override
    public List<EventSource<?, Environment>> prepareEventSources(EventSourceContext<Environment> context) {
        var promotions = InformerEventSourceConfiguration.from(Promotion.class, Environment.class)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(EnvironmentReconciler::environmentOf)
                .build();
        return List.of(new InformerEventSource<>(promotions, context));
    }

    private static Set<ResourceID> environmentOf(Promotion promotion) {
        return promotion.getSpec() == null
                ? Set.of()
                : Set.of(new ResourceID(
                        promotion.getSpec().environmentRef().name(),
                        promotion.getMetadata().getNamespace()));
    }
}
