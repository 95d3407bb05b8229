package io.pgbelay.news;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.kube.Names;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Kubernetes Events. The name is a hash of the deed, so that telling it twice makes one Event. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NOTE = 1000;

    private final KubernetesClient client;
    private final Clock clock;
    private final String reporter;

    Events(KubernetesClient client, Clock clock, String reporter) {
        this.client = client;
        this.clock = clock;
        this.reporter = reporter;
    }

    /** An Event is comfort: one that cannot be written is logged and never stops the work. */
    void write(HasMetadata about, Deed deed) {
        try {
            client.resource(event(about, deed)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                LOG.warn("Event {} of {} was not written: {}", deed.reason(), name(about), e.getMessage());
            }
        }
    }

    private io.fabric8.kubernetes.api.model.events.v1.Event event(HasMetadata about, Deed deed) {
        var note = deed.message();
        var key = about.getMetadata().getUid() + deed.reason() + note;
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(about) + "." + Names.hash(key, 16))
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withType(deed.warning() ? "Warning" : "Normal")
                .withReason(deed.reason())
                .withAction(deed.reason())
                .withNote(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE))
                .withRegarding(reference(about))
                .withReportingController("pgbelay.io/operator")
                .withReportingInstance(reporter)
                .withEventTime(new MicroTime(MICRO.format(clock.instant())))
                .build();
    }

    private static ObjectReference reference(HasMetadata about) {
        return new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(name(about))
                .withNamespace(about.getMetadata().getNamespace())
                .withUid(about.getMetadata().getUid())
                .build();
    }

    private static String name(HasMetadata about) {
        return about.getMetadata().getName();
    }
}
