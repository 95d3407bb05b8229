package io.pgbelay.promotion;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.api.AllowedSource;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.Environment;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.Rollback;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.IdentityGuard;
import io.pgbelay.control.JobLook;
import io.pgbelay.control.PlaceLook;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Identity;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import io.pgbelay.promotion.step.Facts;
import io.pgbelay.promotion.step.Origin;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All reads of a pass, each from the API server itself: what is acted on must not come from a cache that may be late. */
final class PromotionObserver {
    /** While these last, commands of the application run, and what they say counts. */
    private static final Set<Phase> COMMANDS = Set.of(Phase.Planning, Phase.Migrating, Phase.RollingBack);

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final IdentityGuard identity;
    private final JobLook jobs;
    private final PlaceLook look;

    PromotionObserver(KubernetesClient client, OperatorConfig config, IdentityGuard identity) {
        this.client = client;
        this.config = config;
        this.jobs = new JobLook(client);
        this.look = new PlaceLook(client);
        this.identity = identity;
    }

    Facts observe(Promotion promotion) {
        var status = Objects.requireNonNullElse(promotion.getStatus(), PromotionStatus.NONE);
        if (status.ended()) {
            var held = promotion.getMetadata().getFinalizers().contains(Labels.HELD);
            var place = held || Succession.open(status) ? environment(promotion) : null;
            return facts(promotion, place, Origin.NOTHING, Map.of(), Identity.missing("not looked at"));
        }
        var place = environment(promotion);
        var untouched = status.release() == null;
        return facts(
                promotion,
                place,
                place != null && untouched ? source(promotion, place) : Origin.NOTHING,
                jobs.of(promotion, Labels.PROMOTION, COMMANDS.contains(phase(status))),
                untouched ? identity.look() : Identity.missing("not looked at"));
    }

    private Facts facts(
            Promotion promotion,
            @Nullable Environment place,
            Origin source,
            Map<String, JobSeen> seen,
            Identity identity) {
        return new Facts(
                promotion,
                place,
                place == null ? List.of() : look.deployments(place),
                source,
                place != null && look.scheduleThere(place),
                place != null && at(promotion, Phase.BackingUp) ? run(promotion) : null,
                place != null && restores(promotion) ? wayBack(place) : null,
                place != null && at(promotion, Phase.Restoring) ? restore(promotion) : null,
                place != null && at(promotion, Phase.Publishing) ? notes(promotion) : null,
                seen,
                config.workerImage(),
                config.podStartGrace(),
                identity);
    }

    private static Phase phase(PromotionStatus status) {
        return Objects.requireNonNullElse(status.phase(), Phase.Pending);
    }

    private static boolean at(Promotion promotion, Phase phase) {
        return promotion.getStatus() != null && promotion.getStatus().phase() == phase;
    }

    private @Nullable Environment environment(Promotion promotion) {
        return client.resources(Environment.class)
                .inNamespace(namespace(promotion))
                .withName(promotion.getSpec().environmentRef().name())
                .get();
    }

    private Origin source(Promotion promotion, Environment place) {
        return place.getSpec()
                .sourceMeant(promotion.getSpec().from())
                .map(this::source)
                .orElse(Origin.NOTHING);
    }

    /** Another namespace may be closed to us: that is for a person to mend, and nothing to try again for ever. */
    private Origin source(AllowedSource source) {
        try {
            var there = client.apps()
                    .deployments()
                    .inNamespace(source.namespace())
                    .withName(source.name())
                    .get();
            if (there == null) {
                return Origin.NOTHING;
            }
            var pods = client.pods()
                    .inNamespace(source.namespace())
                    .withLabelSelector(there.getSpec().getSelector())
                    .list()
                    .getItems();
            return new Origin(there, pods, null);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return new Origin(null, List.of(), "The operator may not look into " + source.namespace());
        }
    }

    private @Nullable BackupRun run(Promotion promotion) {
        return client.resources(BackupRun.class)
                .inNamespace(namespace(promotion))
                .withName(Names.restorePoint(promotion.getMetadata().getName()))
                .get();
    }

    /** Read while the plan may still be made, or the data be asked for. */
    private static boolean restores(Promotion promotion) {
        var rollback = promotion.getSpec().rollback();
        var status = Objects.requireNonNullElse(promotion.getStatus(), PromotionStatus.NONE);
        return rollback != null && rollback.data() == Rollback.Data.RestoreBackup && !status.ended();
    }

    /** The restore point of the release that is current. */
    private @Nullable BackupRun wayBack(Environment place) {
        var current = place.getStatus() == null ? null : place.getStatus().current();
        return current == null || current.restorePoint() == null
                ? null
                : client.resources(BackupRun.class)
                        .inNamespace(place.getMetadata().getNamespace())
                        .withName(current.restorePoint())
                        .get();
    }

    private @Nullable RestoreRequest restore(Promotion promotion) {
        return client.resources(RestoreRequest.class)
                .inNamespace(namespace(promotion))
                .withName(Names.wayBack(promotion.getMetadata().getName()))
                .get();
    }

    private @Nullable ConfigMap notes(Promotion promotion) {
        return client.configMaps()
                .inNamespace(namespace(promotion))
                .withName(Names.releaseNotes(promotion.getMetadata().getName()))
                .get();
    }

    private static String namespace(Promotion promotion) {
        return promotion.getMetadata().getNamespace();
    }
}
