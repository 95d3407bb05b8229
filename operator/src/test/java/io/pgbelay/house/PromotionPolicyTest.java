package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgbelay.demo.Shell;
import io.pgbelay.rig.BesideTheLoops;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may ask for a promotion, approve it and stop it: each tried both ways with tokens, and each way to forge it. */
@BesideTheLoops
class PromotionPolicyTest {
    private static final String DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    private final ApiServer server = ApiServer.running();
    private String namespace = "";

    /** Alice promotes, bob and ben approve, rita rolls back, mallory may write Promotions and nothing else. */
    @BeforeEach
    void people() {
        namespace = server.namespace();
        for (var user : List.of("alice", "bob", "ben", "rita", "mallory")) {
            grant("writes-" + user, user, "--verb=create,update,patch,get", "--resource=promotions.pgbelay.io");
        }
        grant("promotes", "alice", "--verb=promote", "--resource=environments.pgbelay.io", "--resource-name=shop");
        grant("rolls-back", "rita", "--verb=rollback", "--resource=environments.pgbelay.io", "--resource-name=shop");
        grant("approves", "bob", "--verb=approve", "--resource=environments.pgbelay.io", "--resource-name=shop");
        grant("approves-too", "ben", "--verb=approve", "--resource=environments.pgbelay.io");
        grant("looks", "alice", "--verb=get", "--resource=deployments.apps");
    }

    @Test
    void whoAsksIsTheRequester() {
        allowed(create("alice", promote("alice")));
        denied(create("alice", promote("bob")), "spec.requestedBy must be you: alice");
    }

    @Test
    void whoAsksHoldsTheVerbOnThatEnvironment() {
        denied(create("mallory", promote("mallory")), "may not promote in Environment shop");
        denied(
                create("alice", promote("alice").with("/spec/environmentRef/name", json("\"bank\""))),
                "may not promote in Environment bank");
    }

    @Test
    void aRollbackTakesItsOwnVerb() {
        denied(create("alice", rollback("alice")), "may not rollback in Environment shop");
        allowed(create("rita", rollback("rita")));
        denied(create("rita", promote("rita")), "may not promote in Environment shop");
    }

    @Test
    void whoNamesASourceMayLookIntoIt() {
        var own =
                promote("alice").with("/spec/from", json("{\"namespace\": \"" + namespace + "\", \"name\": \"shop\"}"));
        allowed(create("alice", own));
        var others = promote("alice").with("/spec/from", json("{\"namespace\": \"kube-system\", \"name\": \"shop\"}"));
        denied(create("alice", others), "may not look into what is named in from");
    }

    @Test
    void nothingIsCreatedApproved() {
        for (var user : List.of("alice", "bob")) {
            var forged = promote("alice").with("/spec/approvals", json("[" + approval(user, DIGEST, "Approve") + "]"));
            denied(create("alice", forged), "nothing is approved before it is planned");
        }
    }

    @Test
    void anApproverSpeaksForHimselfAlone() {
        waiting("p");
        denied(approve("bob", "p", approval("ben", DIGEST, "Approve")), "only be given in your own name: bob");
        allowed(approve("bob", "p", approval("bob", DIGEST, "Approve")));
        allowed(approve("ben", "p", approval("ben", DIGEST, "Approve")));
        denied(approve("mallory", "p", approval("mallory", DIGEST, "Approve")), "may not approve in Environment shop");
        denied(approve("alice", "p", approval("alice", DIGEST, "Approve")), "may not approve in Environment shop");
    }

    @Test
    void anApprovalIsOfThePlanThatStands() {
        waiting("p");
        denied(approve("bob", "p", approval("bob", OTHER, "Approve")), "an approval is of status.planDigest");
        phase("p", "Planning");
        denied(approve("bob", "p", approval("bob", DIGEST, "Approve")), "while the phase is AwaitingApproval");
        phase("p", "AwaitingApproval");
        allowed(approve("bob", "p", approval("bob", DIGEST, "Reject")));
    }

    @Test
    void noApprovalIsTakenBackOrChanged() {
        waiting("p");
        allowed(approve("bob", "p", approval("bob", DIGEST, "Approve")));
        denied(patch("bob", "p", "{\"spec\": {\"approvals\": []}}"), "approvals can only be added");
        denied(patch("bob", "p", "{\"spec\": {\"approvals\": null}}"), "approvals can only be added");
        denied(
                patch("bob", "p", "{\"spec\": {\"approvals\": [" + approval("bob", DIGEST, "Reject") + "]}}"),
                "approvals can only be added");
        allowed(approve("bob", "p", approval("bob", DIGEST, "Reject")));
    }

    /** First remove, then add: each half is refused. */
    @Test
    void noFieldChangesInTwoSteps() {
        waiting("p");
        denied(patch("alice", "p", "{\"spec\": {\"reason\": null}}"), "reason cannot change");
        denied(patch("alice", "p", "{\"spec\": {\"requestedBy\": \"bob\"}}"), "requestedBy cannot change");
        denied(patch("alice", "p", "{\"spec\": {\"onFailure\": \"RollbackAll\"}}"), "onFailure cannot change");
        denied(
                patch("alice", "p", "{\"spec\": {\"type\": \"Rollback\", \"version\": null, \"rollback\": {}}}"),
                "type cannot change");
    }

    @Test
    void whoAskedOrMayApproveStopsIt() {
        var abort = "{\"spec\": {\"abort\": true}}";
        waiting("p");
        denied(patch("mallory", "p", abort), "may not abort this");
        allowed(patch("alice", "p", abort));
        denied(patch("alice", "p", "{\"spec\": {\"abort\": false}}"), "an abort cannot be taken back");
        denied(patch("alice", "p", "{\"spec\": {\"abort\": null}}"), "an abort cannot be taken back");
        waiting("q");
        allowed(patch("bob", "q", abort));
    }

    @Test
    void applyingTheSameFileAgainIsTakenAfterApprovalAndAbort() {
        waiting("p");
        var file = named("p").resource().toString();
        allowed(approve("bob", "p", approval("bob", DIGEST, "Approve")));
        allowed(patch("alice", "p", "{\"spec\": {\"abort\": true}}"));
        allowed(server.kubectlAs("alice", file, "apply", "-n", namespace, "-f", "-"));
        assertThat(server.succeed(
                        "", "get", "pgpromo", "p", "-n", namespace, "-o", "jsonpath={.spec.approvals[0].user}"))
                .isEqualTo("bob");
    }

    @Test
    void onlyTheOperatorWritesAStatus() {
        waiting("p");
        var answer = server.kubectlAs(
                "bob",
                "",
                "patch",
                "pgpromo",
                "p",
                "--subresource=status",
                "-n",
                namespace,
                "--type=merge",
                "-p",
                "{\"status\": {\"planDigest\": \"" + OTHER + "\"}}");
        assertThat(answer.exit()).isNotZero();
        assertThat(answer.text()).contains("resource \"promotions/status\"");
    }

    /** It has to put its finalizer on. */
    @Test
    void theOperatorApprovesAndChangesNothing() {
        waiting("p");
        var operator = ApiServer.OPERATOR;
        allowed(patch(operator, "p", "{\"metadata\": {\"finalizers\": [\"pgbelay.io/held\"]}}"));
        denied(approve(operator, "p", approval(operator, DIGEST, "Approve")), "may not approve in Environment shop");
        denied(patch(operator, "p", "{\"spec\": {\"abort\": true}}"), "may not abort this");
        allowed(patch(operator, "p", "{\"metadata\": {\"finalizers\": []}}"));
    }

    @Test
    void whoWritesAnEnvironmentMayCreatePodsAndLookIntoItsSources() {
        var place = Example.of("Environment").with("/spec/allowedSources/0/namespace", json("\"" + namespace + "\""));
        grant("writes-places", "petra", "--verb=create,update,patch,get", "--resource=environments.pgbelay.io");
        denied(create("petra", place), "may not create Pods in");
        grant("runs", "petra", "--verb=create", "--resource=pods");
        denied(create("petra", place), "may not look into every source that is allowed here");
        grant("looks-too", "petra", "--verb=get", "--resource=deployments.apps");
        allowed(create("petra", place));
        denied(
                create("petra", place.with("/spec/allowedSources/0/namespace", json("\"kube-system\""))),
                "may not look into every source that is allowed here");
    }

    /** A service account with its own token is somebody like everybody else. */
    @Test
    void aServiceAccountIsItself() {
        server.succeed("", "create", "serviceaccount", "argocd", "-n", namespace);
        var machine = "system:serviceaccount:" + namespace + ":argocd";
        grant("machine", machine, "--verb=create,update,patch,get", "--resource=promotions.pgbelay.io");
        grant("machine-promotes", machine, "--verb=promote", "--resource=environments.pgbelay.io");
        denied(create(machine, promote("alice")), "spec.requestedBy must be you: " + machine);
        allowed(create(machine, promote(machine)));
    }

    private static Example promote(String requester) {
        return Example.of("Promotion").with("/spec/requestedBy", json("\"" + requester + "\""));
    }

    private static Example rollback(String requester) {
        return promote(requester)
                .without("/spec/version")
                .with("/spec/type", json("\"Rollback\""))
                .with("/spec/rollback", json("{}"));
    }

    private static Example named(String name) {
        return promote("alice").with("/metadata/name", json("\"" + name + "\""));
    }

    /** One of alice's that waits for approvals. */
    private void waiting(String name) {
        allowed(server.kubectlAs("alice", named(name).resource().toString(), "apply", "-n", namespace, "-f", "-"));
        phase(name, "AwaitingApproval");
    }

    private void phase(String name, String phase) {
        var status = "{\"status\": {\"phase\": \"" + phase + "\", \"planDigest\": \"" + DIGEST + "\"}}";
        server.succeed(
                "", "patch", "pgpromo", name, "--subresource=status", "-n", namespace, "--type=merge", "-p", status);
    }

    private static String approval(String user, String digest, String decision) {
        return "{\"user\": \"" + user + "\", \"planDigest\": \"" + digest + "\", \"decision\": \"" + decision + "\"}";
    }

    private Shell.Answer approve(String user, String name, String approval) {
        var patch = "[{\"op\": \"add\", \"path\": \"/spec/approvals/-\", \"value\": " + approval + "}]";
        return server.kubectlAs(user, "", "patch", "pgpromo", name, "-n", namespace, "--type=json", "-p", patch);
    }

    private Shell.Answer patch(String user, String name, String patch) {
        return server.kubectlAs(user, "", "patch", "pgpromo", name, "-n", namespace, "--type=merge", "-p", patch);
    }

    private Shell.Answer create(String user, Example example) {
        return server.kubectlAs(
                user, example.resource().toString(), "create", "-n", namespace, "-f", "-", "--dry-run=server");
    }

    private void grant(String role, String user, String... rule) {
        var arguments = new ArrayList<>(List.of("create", "role", role, "-n", namespace));
        arguments.addAll(List.of(rule));
        server.succeed("", arguments.toArray(String[]::new));
        server.succeed("", "create", "rolebinding", role, "--role=" + role, "--user=" + user, "-n", namespace);
    }

    private static JsonNode json(String text) {
        return ApiServer.json(text);
    }

    private static void allowed(Shell.Answer answer) {
        assertThat(answer.exit()).as(answer.text()).isZero();
    }

    private static void denied(Shell.Answer answer, String words) {
        assertThat(answer.exit()).as(answer.text()).isNotZero();
        assertThat(answer.text()).contains(words);
    }
}
