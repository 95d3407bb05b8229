package io.pgbelay.restore;

import static io.pgbelay.restore.SwapRequests.API;
import static io.pgbelay.restore.SwapRequests.ended;
import static io.pgbelay.restore.SwapRequests.plan;
import static io.pgbelay.restore.SwapRequests.spec;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Workloads;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to replace a live database, driven through its passes. */
class SwapStory {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());
    static final LiveDatabase LIVE = new LiveDatabase(16_400L, 9L, "shop", 3, "7", 1L, 12L, "orders_before_x");

    final RestoreRequest request = SwapRequests.request();
    RestoreTarget.Mode mode = RestoreTarget.Mode.Swap;

    @Nullable
    BackupTemplate template;

    @Nullable
    BackupRun safetyRun;

    int replicas = 3;
    Instant now = NOW;

    Decision<RestoreRequestStatus> rehearsed() {
        request.setStatus(new Draft(RestoreRequestStatus.NONE)
                .planned(plan())
                .phase(Phase.Planning)
                .finish(Conditions.from(List.of(), 1L, NOW), 1L));
        assertThat(names(decide(JobSeen.NOTHING))).containsExactly("fix-p1");
        try {
            return decide(
                    ended(new Outcome(null, "could", List.of(), null, null, null, null, LIVE, null, null, null, null)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void confirmed() {
        var word = requireNonNull(rehearsed().status().plan()).confirm();
        request.setSpec(spec(word, mode));
        hold();
        decide(JobSeen.NOTHING);
    }

    void atWork() {
        confirmed();
        decide(JobSeen.NOTHING);
        decide(JobSeen.NOTHING);
        replicas = 0;
        assertThat(names(decide(JobSeen.NOTHING))).containsExactly("fix-r1");
    }

    void hold() {
        request.getMetadata().setFinalizers(List.of(Labels.HELD));
    }

    KeptDatabase kept() {
        return requireNonNull(request.getStatus().kept());
    }

    static List<String> names(Decision<RestoreRequestStatus> decision) {
        return decision.actions().stream()
                .filter(Action.Create.class::isInstance)
                .map(one -> ((Action.Create) one).object().getMetadata().getName())
                .toList();
    }

    /** One pass: the status is written, as the loop does it. */
    Decision<RestoreRequestStatus> decide(JobSeen job, RestoreRequest... undos) {
        var workloads = List.of(new Workloads.Seen(API, replicas, replicas));
        var seen = new RestoreRequestSeen(
                request, List.of(), null, job, workloads, null, List.of(undos), template, safetyRun);
        var decision = RestoreRequestPlanner.decide(seen, CONFIG, now);
        request.setStatus(decision.status());
        return decision;
    }
}
