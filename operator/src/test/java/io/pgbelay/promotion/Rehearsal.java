package io.pgbelay.promotion;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pgbelay.api.AllowPolicy;
import io.pgbelay.api.AllowedSource;
import io.pgbelay.api.Approval;
import io.pgbelay.api.Approval.Decision;
import io.pgbelay.api.ApprovalPolicy;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.DeployPolicy;
import io.pgbelay.api.Environment;
import io.pgbelay.api.EnvironmentSpec;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.Held;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.OnFailure;
import io.pgbelay.api.OverrideHold;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.Release;
import io.pgbelay.api.RestorePointPolicy;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.Rollback;
import io.pgbelay.api.Turn;
import io.pgbelay.api.Verified;
import io.pgbelay.api.Workload;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Identity;
import io.pgbelay.promotion.step.Facts;
import io.pgbelay.promotion.step.Origin;
import io.pgbelay.workload.Deployments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A promotion played pass by pass, with a world that is nothing but what the planner sees and what it asks for. */
final class Rehearsal {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    static final String CREATED = "2026-11-20T07:59:00Z";

    Instant now = NOW;
    Identity identity = Identity.enforced(Instant.parse("2026-11-01T00:00:00Z"));
    Deployment source = Deployments.settled("staging", "shop", "registry.example/shop:v2");
    final TreeMap<String, Deployment> deployments = new TreeMap<>();
    final List<Action> acted = new ArrayList<>();
    EnvironmentStatus place = EnvironmentStatus.NONE;
    EnvironmentSpec policy;
    final Promotion promotion = new Promotion();

    @Nullable
    BackupRun restorePoint;

    @Nullable
    BackupRun wayBack;

    @Nullable
    RestoreRequest restore;

    @Nullable
    ConfigMap notes;

    Rehearsal(PromotionSpec spec) {
        policy = policy(ApprovalPolicy.DEFAULT);
        promotion.setMetadata(new ObjectMetaBuilder()
                .withNamespace("prod")
                .withName("rel")
                .withUid("uid-rel")
                .withGeneration(1L)
                .withCreationTimestamp(CREATED)
                .build());
        promotion.setSpec(spec);
        for (var name : List.of("shop", "worker")) {
            deployments.put(name, Deployments.settled("prod", name, "registry.example/shop:v1"));
        }
    }

    static EnvironmentSpec policy(ApprovalPolicy approval) {
        return policy(approval, AllowPolicy.DEFAULT.rollback());
    }

    static EnvironmentSpec policy(ApprovalPolicy approval, List<Rollback.Data> rollback) {
        return new EnvironmentSpec(
                null,
                List.of(
                        new Workload(Workload.Kind.Deployment, "shop", "app"),
                        new Workload(Workload.Kind.Deployment, "worker", "app")),
                List.of(new AllowedSource("staging", "shop", null, "{version}")),
                null,
                DeployPolicy.DEFAULT,
                new RestorePointPolicy(new ObjectRef("orders"), Verified.Level.Decoded, "30d"),
                null,
                null,
                null,
                List.of(),
                new AllowPolicy(List.of(), List.of(OnFailure.Freeze), rollback),
                approval);
    }

    PromotionStatus status() {
        return Objects.requireNonNullElse(promotion.getStatus(), PromotionStatus.NONE);
    }

    /** One pass: what was decided is written, and only remembered where it would act. */
    io.pgbelay.control.Decision<PromotionStatus> pass() {
        var decision = PromotionPlanner.decide(new PromotionSeen(facts()), now);
        promotion.setStatus(decision.status());
        decision.actions().forEach(this::act);
        return decision;
    }

    private void act(Action action) {
        if (action instanceof Action.Hold hold) {
            promotion.getMetadata().setFinalizers(List.of(hold.finalizer()));
        } else if (action instanceof Action.Release) {
            promotion.getMetadata().setFinalizers(List.of());
        } else {
            acted.add(action);
        }
    }

    boolean held() {
        return !promotion.getMetadata().getFinalizers().isEmpty();
    }

    /** Passes until one changes nothing any more. */
    PromotionStatus settle() {
        for (int i = 0; i < 30; i++) {
            var before = status();
            var held = held();
            if (pass().status().equals(before) && held() == held) {
                return status();
            }
        }
        throw new AssertionError("it never settles: " + status());
    }

    Facts facts() {
        var environment = new Environment();
        environment.setMetadata(new ObjectMetaBuilder()
                .withNamespace("prod")
                .withName("shop")
                .withUid("uid-shop")
                .build());
        environment.setSpec(policy);
        environment.setStatus(place);
        return new Facts(
                promotion,
                environment,
                List.copyOf(deployments.values()),
                new Origin(source, List.of(), null),
                true,
                restorePoint,
                wayBack,
                restore,
                notes,
                Map.of(),
                "ghcr.io/pgbelay/pgbelay:test",
                Duration.ofSeconds(60),
                identity);
    }

    /** The Environment gives the turn. */
    void giveTurn() {
        place = place(place.history());
    }

    /** The Environment writes down what the promotion says of its release. */
    void acknowledge() {
        place = place(List.of(Objects.requireNonNull(status().release())));
    }

    private EnvironmentStatus place(List<Release> history) {
        var turn = new Turn("rel", "uid-rel", "2026-11-20T08:00:00Z");
        return new EnvironmentStatus(1L, List.of(), turn, place.current(), place.previous(), place.held(), history);
    }

    void hold(String image) {
        place = new EnvironmentStatus(
                1L, List.of(), null, null, null, List.of(new Held(image, "v2", "earlier", null)), List.of());
    }

    /** The names of what was asked for, in order. */
    List<String> asked() {
        return acted.stream().map(Rehearsal::word).toList();
    }

    private static String word(Action action) {
        return switch (action) {
            case Action.Create create -> "create " + name(create.object());
            case Action.Apply apply -> "apply " + name(apply.fields());
            case Action.Delete delete -> "delete " + name(delete.object());
            case Action.DeleteAsSeen delete -> "delete " + name(delete.object());
            case Action.Stop stop -> "stop " + name(stop.object());
            case Action.Note note -> "note " + name(note.object());
            case Action.Scale scale -> "scale " + scale.workload().name();
            case Action.Hold hold -> "hold " + name(hold.object());
            case Action.Release release -> "release " + name(release.object());
        };
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    static Rehearsal planned(PromotionSpec spec) {
        var play = new Rehearsal(spec);
        play.settle();
        return play;
    }

    /** These people approve the plan that stands. */
    void approve(String... users) {
        approvals(Arrays.stream(users).map(user -> word(user, Decision.Approve)).toList());
    }

    Approval word(String user, Decision decision) {
        return new Approval(user, Objects.requireNonNull(status().planDigest()), decision);
    }

    void approvals(List<Approval> approvals) {
        change(approvals, null, null);
    }

    void delete() {
        promotion.getMetadata().setDeletionTimestamp(now.toString());
    }

    void abort() {
        change(promotion.getSpec().approvals(), null, true);
    }

    void expireAt(String time) {
        change(promotion.getSpec().approvals(), time, null);
    }

    /** Where it settles: the reason of the condition Succeeded. */
    String reason() {
        return settle().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason())
                .findFirst()
                .orElse("none");
    }

    static PromotionSpec spec(String requester) {
        return spec(requester, null);
    }

    static PromotionSpec spec(String requester, @Nullable OverrideHold override) {
        return new PromotionSpec(
                new ObjectRef("shop"),
                PromotionSpec.Type.Promote,
                "v2",
                null,
                requester,
                null,
                null,
                List.of(),
                OnFailure.Freeze,
                null,
                override,
                false,
                null,
                List.of(),
                null);
    }

    private void change(List<Approval> approvals, @Nullable String expiresAt, @Nullable Boolean abort) {
        var spec = promotion.getSpec();
        promotion.setSpec(new PromotionSpec(
                spec.environmentRef(),
                spec.type(),
                spec.version(),
                null,
                spec.requestedBy(),
                null,
                null,
                spec.skip(),
                spec.onFailure(),
                spec.rollback(),
                spec.overrideHold(),
                false,
                expiresAt,
                approvals,
                abort));
    }
}
