package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.pgbelay.api.PodTemplate;
import io.pgbelay.contract.PodEnv;
import java.util.ArrayList;
import java.util.List;

/**
 * The container with the Postgres tools: a native sidecar, so that the kubelet ends it when the mover has ended,
 * whatever happened.
 *
 * <p>It waits for the mover's word and runs what the mover asks for; see {@link io.pgbelay.contract.ToolFolder}.
 */
final class ClientContainer {
    static final String NAME = "postgres";

    /** Arguments arrive as words ended by NUL bytes and are never spliced into a shell's text. */
    static final String LOOP = """
            trap 'trap - TERM; kill 0; exit 143' TERM
            cd "$PGBELAY_DIR" || exit 1
            run() {
              cd "$1" && xargs -0 -x sh -c '"$@" <in >out 2>err; echo $? >exit.part; mv exit.part exit' tool <go
            }
            n=1
            while :; do
              if [ -e "$n/go" ]; then (run "$n") & n=$((n+1)); else sleep 0.1; fi
            done
            """;

    private ClientContainer() {}

    static Container of(String image, PodTemplate template, Access database) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(image)
                .withRestartPolicy("Always")
                .withCommand("sh", "-c", LOOP)
                .withEnv(env(database))
                .withVolumeMounts(PodParts.mounts(database))
                .withResources(resources(template))
                .withSecurityContext(PodParts.locked())
                .build();
    }

    /** Scram alone, so that a hostile host cannot ask for the password in clear. Read by libpq 16 and later. */
    private static List<EnvVar> env(Access database) {
        var env = new ArrayList<>(database.env());
        env.add(Access.plain(PodEnv.SHARED, PodParts.SHARED_PATH));
        env.add(Access.plain("PGREQUIREAUTH", "scram-sha-256"));
        return env;
    }

    private static ResourceRequirements resources(PodTemplate template) {
        return template.postgresResources() != null
                ? template.postgresResources()
                : new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("50m"))
                        .addToRequests("memory", new Quantity("64Mi"))
                        .build();
    }
}
