package io.pgbelay.job;

import static java.util.Objects.requireNonNullElseGet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.DatabaseCredentials;
import io.pgbelay.api.PodTemplate;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Storage;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.Side;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Job of one attempt: one Pod, two containers (one, where no Postgres is asked), no second try of its own.
 *
 * <p>The operator makes the next attempt, so {@code backoffLimit} is 0. A drained node fails the Job at once with a
 * reason of its own ({@code Ignore} would start a second Pod inside the same Job). The deadline stands on the Pod: a
 * Job's own would delete the Pod, and the evidence with it.
 *
 * @param name of the Job
 * @param owner the request, which owns the Job
 * @param labels of Job and Pod
 * @param order what the mover does
 * @param workerImage image of the mover
 * @param toolsImage image with pg_dump and pg_restore; absent where no Postgres is asked
 * @param role who asks the server; absent where no Postgres is asked
 * @param rootCert what signs the server's certificate
 * @param storage with the credentials that this order needs; absent where it needs none
 * @param sanitize SQL that the mover runs on a restored database; absent where there is none
 * @param template what a person says about the Pod
 */
public record WorkerJob(
        String name,
        HasMetadata owner,
        Map<String, String> labels,
        Order order,
        String workerImage,
        @Nullable String toolsImage,
        @Nullable DatabaseCredentials role,
        @Nullable SecretKey rootCert,
        @Nullable Storage storage,
        @Nullable SecretKey sanitize,
        PodTemplate template) {
    /** Name of the container by whose state the attempt is judged, and whose log tells of it. */
    public static final String MOVER = MoverContainer.NAME;

    /** The mover ends itself this long before the Pod's own deadline. */
    public static final long LAST_WORDS_SECONDS = 60;

    private static final long GRACE_SECONDS = 30;

    /** The Job, as it is created. */
    public Job build() {
        var podLabels = new TreeMap<>(template.labels());
        podLabels.putAll(labels);
        var podMetadata = new ObjectMetaBuilder()
                .withLabels(podLabels)
                .withAnnotations(template.annotations())
                .build();
        return JobFrame.of(name, owner, labels, podMetadata, podSpec());
    }

    private PodSpec podSpec() {
        var database = role == null ? Access.NONE : DatabaseAccess.of(role, rootCert);
        var everything = database.and(storages())
                .and(KeyAccess.of(order))
                .and(Access.file(PodEnv.SANITIZE, "sanitize", sanitize));
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(order.limits().deadlineSeconds() + LAST_WORDS_SECONDS)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withServiceAccountName(template.serviceAccountName())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(requireNonNullElseGet(template.securityContext(), PodParts::pod))
                .withNodeSelector(template.nodeSelector())
                .withTolerations(template.tolerations())
                .withAffinity(template.affinity())
                .withPriorityClassName(template.priorityClassName())
                .withImagePullSecrets(template.imagePullSecrets())
                .withVolumes(PodParts.volumes(everything))
                .withInitContainers(tools(database))
                .withContainers(MoverContainer.of(order, workerImage, template, everything))
                .build();
    }

    private Access storages() {
        if (storage == null) {
            return Access.NONE;
        }
        return order instanceof Order.Copy copy
                ? StorageAccess.of(copy.from(), Side.FROM).and(StorageAccess.of(storage, Side.TO))
                : StorageAccess.of(storage);
    }

    private List<Container> tools(Access database) {
        return toolsImage == null ? List.of() : List.of(ClientContainer.of(toolsImage, template, database));
    }
}
