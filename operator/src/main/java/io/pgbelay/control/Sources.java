package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.kube.Labels;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a request's controller listens to besides its own kind: the Jobs and Pods that carry its label. */
public final class Sources {
    private Sources() {}

    /**
     * Jobs and Pods of requests of one kind.
     *
     * @param label {@link Labels#RUN} or {@link Labels#RESTORE}
     */
    public static <P extends HasMetadata> List<EventSource<?, P>> jobsAndPods(
            Class<P> kind, String label, EventSourceContext<P> context) {
        return List.of(source(Job.class, kind, label, context), source(Pod.class, kind, label, context));
    }

    /** Objects of the very same kind that name another one, which then has to know. */
    public static <P extends HasMetadata> EventSource<P, P> ofTheSameKind(
            Class<P> kind, Function<P, Optional<ObjectRef>> named, EventSourceContext<P> context) {
        var configuration = InformerEventSourceConfiguration.from(kind, kind)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(one -> named.apply(one).stream()
                        .map(reference -> new ResourceID(
                                reference.name(), one.getMetadata().getNamespace()))
                        .collect(Collectors.toSet()))
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    /**
     * What was made for a request, and says by this label for which.
     *
     * @param label of the request's kind, such as {@link Labels#PROMOTION}
     */
    public static <R extends HasMetadata, P extends HasMetadata> EventSource<R, P> source(
            Class<R> child, Class<P> kind, String label, EventSourceContext<P> context) {
        var configuration = InformerEventSourceConfiguration.from(child, kind)
                .withLabelSelector(Labels.OURS + "," + label)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(one -> Set.of(new ResourceID(
                        one.getMetadata().getLabels().get(label),
                        one.getMetadata().getNamespace())))
                .build();
        return new InformerEventSource<>(configuration, context);
    }
}
