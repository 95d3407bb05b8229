package io.pgbelay.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.pgbelay.config.OperatorConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease by which replicas agree on one leader.
 *
 * <p>The framework neither ends the process when the lease is lost (its own way hangs inside a shutdown hook) nor gives
 * the lease back at the end; both are done here.
 */
final class Lease {
    static final String NAME = "pgbelay-operator";
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final AtomicBoolean LEADING = new AtomicBoolean();
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private final KubernetesClient client;
    private final OperatorConfig config;

    Lease(KubernetesClient client, OperatorConfig config) {
        this.client = client;
        this.config = config;
    }

    static LeaderCallbacks callbacks() {
        return new LeaderCallbacks(
                () -> LEADING.set(true),
                () -> {
                    if (LEADING.getAndSet(false) && !ENDING.get()) {
                        LOG.error("The lease was lost: this process ends, so that two never act");
                        Runtime.getRuntime().halt(1);
                    }
                },
                leader -> LOG.info("The leader is {}", leader));
    }

    /** Says that the end is wanted; called first, so that losing the lease is no accident any more. */
    static void ending() {
        ENDING.set(true);
    }

    /** Gives the lease back, so that the next leader need not wait for its end. */
    void release() {
        if (!config.leaderElection() || !LEADING.get()) {
            return;
        }
        try {
            client.leases().inNamespace(config.namespace()).withName(NAME).edit(lease -> {
                lease.getSpec().setHolderIdentity("");
                return lease;
            });
        } catch (KubernetesClientException e) {
            LOG.warn("The lease was not given back: {}", e.getMessage());
        }
    }
}
