package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgbelay.demo.Shell;
import io.pgbelay.rig.BesideTheLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chart's admission policies, each tried both ways by people who hold rights and people who do not. */
@BesideTheLoops
class PolicyTest {
    private static final String NO_PODS = "may not create Pods in";
    private static final JsonNode SERVER = ApiServer.json(
            "{\"host\": \"evil.example\", \"version\": 16, \"credentials\": {\"secretName\": \"somebody-elses\"}}");

    private final ApiServer server = ApiServer.running();
    private String namespace = "";

    /** Alice may ask for anything of ours and nothing else; Petra may create Pods besides. */
    @BeforeEach
    void people() {
        namespace = server.namespace();
        grant(
                "asks",
                "alice",
                "--verb=create,update,patch,get",
                "--resource=backupschedules.pgbelay.io",
                "--resource=backupruns.pgbelay.io",
                "--resource=restorerequests.pgbelay.io");
        server.succeed("", "create", "rolebinding", "asks-too", "--role=asks", "--user=petra", "-n", namespace);
        grant("runs", "petra", "--verb=create", "--resource=pods");
    }

    @Test
    void aScheduleTakesTheRightToCreatePods() {
        var schedule = Example.of("BackupSchedule");
        denied(create("alice", schedule), NO_PODS);
        allowed(create("petra", schedule));
    }

    @Test
    void aRunOfAScheduleTakesNothingMore() {
        allowed(create("alice", Example.of("BackupRun")));
    }

    @Test
    void aRunWithATemplateTakesTheRightToCreatePods() {
        var template = Example.of("BackupSchedule").resource().at("/spec/template");
        var run = Example.of("BackupRun").without("/spec/scheduleRef").with("/spec/template", template);
        denied(create("alice", run), NO_PODS);
        allowed(create("petra", run));
        allowed(create(ApiServer.OPERATOR, run));
    }

    @Test
    void onlyAChangeOfTheTemplateIsJudged() {
        var schedule = Example.of("BackupSchedule").resource().toString();
        server.succeed(schedule, "create", "-n", namespace, "-f", "-");
        allowed(patch("alice", "{\"spec\": {\"suspend\": true}}"));
        allowed(patch("alice", "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}"));
        denied(patch("alice", "{\"spec\": {\"template\": {\"database\": {\"image\": \"evil.example/x\"}}}}"), NO_PODS);
        denied(patch("alice", "{\"spec\": {\"restore\": {\"credentials\": {\"secretName\": \"x\"}}}}"), NO_PODS);
        allowed(patch("petra", "{\"spec\": {\"restore\": {\"credentials\": {\"secretName\": \"x\"}}}}"));
        var copies =
                "{\"spec\": {\"template\": {\"copies\": [{\"name\": \"a\", \"s3\": {\"bucket\": \"mine\", \"credentials\": {\"secretName\": \"x\"}}}]}}}";
        denied(patch("alice", copies), NO_PODS);
        allowed(patch("petra", copies));
    }

    @Test
    void aRestoreToAnotherServerTakesTheRightToCreatePods() {
        mayRestore("alice", "backupschedules.pgbelay.io");
        mayRestore("petra", "backupschedules.pgbelay.io");
        var elsewhere = Example.of("RestoreRequest").with("/spec/target/server", SERVER);
        denied(create("alice", elsewhere), NO_PODS);
        allowed(create("petra", elsewhere));
        var pod = Example.of("RestoreRequest").with("/spec/podTemplate/serviceAccountName", ApiServer.json("\"boss\""));
        denied(create("alice", pod), NO_PODS);
        allowed(create("petra", pod));
        var keys = Example.of("RestoreRequest")
                .with("/spec/decryption/passphrase", ApiServer.json("{\"secretName\": \"x\", \"key\": \"y\"}"));
        denied(create("alice", keys), NO_PODS);
        allowed(create("petra", keys));
        var file = Example.of("RestoreRequest")
                .with("/spec/target/server", SERVER)
                .with(
                        "/spec/source",
                        ApiServer.json("{\"storage\": {\"key\": \"k\", \"volume\": {\"claimName\": \"c\"}}}"));
        denied(create("alice", file), NO_PODS);
        allowed(create("petra", file));
    }

    @Test
    void aRestoreThroughAScheduleTakesTheVerbOnThatSchedule() {
        var request = Example.of("RestoreRequest");
        denied(create("alice", request), "may not restore through BackupSchedule orders");
        mayRestore("alice", "backupschedules.pgbelay.io", "--resource-name=orders");
        allowed(create("alice", request));
        var other = request.with("/spec/source/scheduleRef/name", ApiServer.json("\"salaries\""));
        denied(create("alice", other), "may not restore through BackupSchedule salaries");
    }

    @Test
    void aRestoreOfARunTakesTheVerbOnThatRun() {
        denied(create("alice", ofRun("orders-1")), "may not restore BackupRun orders-1");
        mayRestore("alice", "backupruns.pgbelay.io", "--resource-name=orders-1");
        allowed(create("alice", ofRun("orders-1")));
        denied(create("alice", ofRun("salaries-1")), "may not restore BackupRun salaries-1");
    }

    @Test
    void aRestoreOfARunTakesTheVerbOnAllSchedules() {
        mayRestore("petra", "backupschedules.pgbelay.io", "--resource-name=orders");
        denied(create("petra", ofRun("orders-1")), "may not restore BackupRun orders-1");
        mayRestore("alice", "backupschedules.pgbelay.io");
        allowed(create("alice", ofRun("orders-1")));
    }

    @Test
    void aSwapIsAskedForInOnesOwnName() {
        mayRestore("alice", "backupschedules.pgbelay.io", "--resource-name=orders");
        denied(create("alice", swap("petra")), "requestedBy has to be you, alice");
        allowed(create("alice", swap("alice")));
    }

    @Test
    void aSwapTakesTheVerbOnTheSchedule() {
        denied(create("alice", swap("alice")), "may not restore through BackupSchedule orders");
    }

    @Test
    void whatIsQuiescedMustBeOnesOwnToScale() {
        mayRestore("alice", "backupschedules.pgbelay.io", "--resource-name=orders");
        var quiet = swap("alice")
                .with(
                        "/spec/quiesce",
                        ApiServer.json("[{\"kind\": \"Deployment\", \"name\": \"api\"},"
                                + " {\"kind\": \"StatefulSet\", \"name\": \"queue\"}]"));
        denied(create("alice", quiet), "may not scale all that quiesce names");
        grant("scales", "alice", "--verb=update", "--resource=deployments.apps/scale", "--resource-name=api");
        denied(create("alice", quiet), "may not scale all that quiesce names");
        grant("scales-too", "alice", "--verb=update", "--resource=statefulsets.apps/scale", "--resource-name=queue");
        allowed(create("alice", quiet));
    }

    @Test
    void whatAnotherRequestLeftTakesTheVerbOnIt() {
        var undo = Example.of("RestoreRequest")
                .without("/spec/source/scheduleRef")
                .with("/spec/source/undoRef/name", ApiServer.json("\"fix\""))
                .with("/spec/requestedBy", ApiServer.json("\"alice\""))
                .with("/spec/target/mode", ApiServer.json("\"Swap\""));
        denied(create("alice", undo), "may not restore what RestoreRequest fix left");
        mayRestore("alice", "restorerequests.pgbelay.io", "--resource-name=fix");
        allowed(create("alice", undo));
    }

    @Test
    void whoConfirmsNeedsWhatItTakesToAsk() {
        mayRestore("petra", "backupschedules.pgbelay.io", "--resource-name=orders");
        var request = swap("petra").resource().toString();
        allowed(server.kubectlAs("petra", request, "create", "-n", namespace, "-f", "-"));
        var confirm = "{\"spec\": {\"confirm\": \"0123456789ab\"}}";
        denied(confirm("alice", confirm), "may not restore through BackupSchedule orders");
        allowed(confirm("petra", confirm));
    }

    @Test
    void sqlOfOnesOwnTakesTheRightToCreatePods() {
        mayRestore("alice", "backupschedules.pgbelay.io");
        mayRestore("petra", "backupschedules.pgbelay.io");
        var checked = Example.of("RestoreRequest")
                .with("/spec/checks", ApiServer.json("[{\"name\": \"c\", \"sql\": \"select true\"}]"));
        denied(create("alice", checked), NO_PODS);
        allowed(create("petra", checked));
        var sanitized = Example.of("RestoreRequest")
                .with("/spec/sanitize", ApiServer.json("{\"configMapName\": \"c\", \"key\": \"k\"}"));
        denied(create("alice", sanitized), NO_PODS);
        allowed(create("petra", sanitized));
    }

    @Test
    void aTemplateForTheLastBackupTakesTheRightToCreatePods() {
        mayRestore("alice", "backupschedules.pgbelay.io");
        mayRestore("petra", "backupschedules.pgbelay.io");
        var template = Example.of("BackupSchedule").resource().at("/spec/template");
        var schedule = ApiServer.json("{\"name\": \"orders\"}");
        allowed(create("alice", swap("alice").with("/spec/safetyBackup/scheduleRef", schedule)));
        denied(create("alice", swap("alice").with("/spec/safetyBackup/template", template)), NO_PODS);
        allowed(create("petra", swap("petra").with("/spec/safetyBackup/template", template)));
    }

    @Test
    void onlyTheOperatorImports() {
        var imported = ApiServer.json("""
                {"uid": "3f0c1d2e-0000-4000-8000-000000000001", "completionTime": "2026-11-20T01:00:10Z", "artifact": {}}""");
        var run = Example.of("BackupRun").with("/spec/imported", imported);
        denied(create("petra", run), "only the catalog of a BackupSchedule imports backups");
        allowed(create(ApiServer.OPERATOR, run));
    }

    private static Example swap(String requestedBy) {
        return Example.of("RestoreRequest")
                .with("/spec/requestedBy", ApiServer.json("\"" + requestedBy + "\""))
                .with("/spec/target/mode", ApiServer.json("\"Swap\""));
    }

    private Shell.Answer confirm(String user, String patch) {
        return server.kubectlAs(user, "", "patch", "rreq", "orders-look", "-n", namespace, "--type=merge", "-p", patch);
    }

    /** The API server compares each expression with the schemas, and says in the status what it does not find there. */
    @Test
    void expressionsNameFieldsThatExist() {
        var policies = server.client().admissionRegistration().v1().validatingAdmissionPolicies();
        var checked = policies.list().getItems().stream()
                .map(policy -> policies.withName(policy.getMetadata().getName())
                        .waitUntilCondition(
                                one -> one.getStatus() != null
                                        && one.getStatus().getTypeChecking() != null,
                                60,
                                TimeUnit.SECONDS))
                .toList();
        assertThat(checked).hasSize(3);
        assertThat(checked.stream().flatMap(one -> one.getStatus().getTypeChecking().getExpressionWarnings().stream()))
                .isEmpty();
    }

    private static Example ofRun(String name) {
        return Example.of("RestoreRequest")
                .without("/spec/source/scheduleRef")
                .with("/spec/source/runRef/name", ApiServer.json("\"" + name + "\""));
    }

    private void mayRestore(String user, String resource, String... narrower) {
        var arguments = new ArrayList<>(List.of("--verb=restore", "--resource=" + resource));
        arguments.addAll(List.of(narrower));
        grant("restores-" + user, user, arguments.toArray(String[]::new));
    }

    private void grant(String role, String user, String... rule) {
        var arguments = new ArrayList<>(List.of("create", "role", role, "-n", namespace));
        arguments.addAll(List.of(rule));
        server.succeed("", arguments.toArray(String[]::new));
        server.succeed("", "create", "rolebinding", role, "--role=" + role, "--user=" + user, "-n", namespace);
    }

    private Shell.Answer create(String user, Example example) {
        return server.kubectlAs(
                user, example.resource().toString(), "create", "-n", namespace, "-f", "-", "--dry-run=server");
    }

    private Shell.Answer patch(String user, String patch) {
        return server.kubectlAs(user, "", "patch", "bsched", "orders", "-n", namespace, "--type=merge", "-p", patch);
    }

    private static void allowed(Shell.Answer answer) {
        assertThat(answer.exit()).as(answer.text()).isZero();
    }

    private static void denied(Shell.Answer answer, String words) {
        assertThat(answer.exit()).as(answer.text()).isNotZero();
        assertThat(answer.text()).contains(words);
    }
}
