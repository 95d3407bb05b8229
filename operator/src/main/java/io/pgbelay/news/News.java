package io.pgbelay.news;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;

/** Tells what happened, by each mouth. */
public final class News {
    private final Events events;
    private final Mouth counters;

    /** {@code reporter} is the Pod or host that tells. */
    public News(KubernetesClient client, Clock clock, String reporter, Mouth counters) {
        this.events = new Events(client, clock, reporter);
        this.counters = counters;
    }

    /** Tells these deeds of an object, after its status has been patched. */
    public void tell(HasMetadata about, List<Deed> deeds) {
        for (var deed : deeds) {
            events.write(about, deed);
            Audit.write(about, deed);
            counters.tell(about, deed);
        }
    }
}
