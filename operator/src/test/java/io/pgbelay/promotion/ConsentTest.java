package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Approval;
import io.pgbelay.api.Approval.Decision;
import io.pgbelay.api.ApprovalPolicy;
import io.pgbelay.api.ApprovalPolicy.MachineRequester;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.kube.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has to agree before anything is done. */
class ConsentTest {
    @Test
    void theRequestersOwnApprovalDoesNotCount() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.approve("alice");
        assertThat(play.settle().phase()).isEqualTo(Phase.AwaitingApproval);
        play.approve("alice", "bob");
        assertThat(play.settle().phase()).isEqualTo(Phase.Queued);
        assertThat(play.status().approvedBy()).containsExactly("bob");
    }

    @Test
    void anApprovalOfAnotherPlanDoesNotCount() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.approvals(List.of(new Approval("bob", "another", Decision.Approve)));
        assertThat(play.settle().phase()).isEqualTo(Phase.AwaitingApproval);
    }

    @Test
    void oneRejectionEndsIt() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.approvals(List.of(play.word("bob", Decision.Approve), play.word("ben", Decision.Reject)));
        assertThat(play.reason()).isEqualTo("ApprovalRejected");
        assertThat(play.asked()).isEmpty();
    }

    @Test
    void approvalsComeInTime() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.now = Rehearsal.NOW.plus(Duration.ofHours(24));
        assertThat(play.reason()).isEqualTo("ApprovalExpired");
    }

    @Test
    void aMachineNeedsOneMoreAndTwoAtLeast() {
        var play = Rehearsal.planned(Rehearsal.spec("system:serviceaccount:argocd:controller"));
        play.approve("bob");
        assertThat(play.settle().phase()).isEqualTo(Phase.AwaitingApproval);
        play.approve("bob", "ben");
        assertThat(play.settle().phase()).isEqualTo(Phase.Queued);
    }

    @Test
    void aMachineMayBeRefused() {
        var play = new Rehearsal(Rehearsal.spec("system:serviceaccount:argocd:controller"));
        play.policy = Rehearsal.policy(new ApprovalPolicy(1, true, "24h", MachineRequester.Refuse));
        assertThat(play.reason()).isEqualTo("RequesterRefused");
    }

    @Test
    void noApprovalCountsWhileNobodyHoldsIdentity() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.identity = Identity.missing("There is no ValidatingAdmissionPolicy x");
        play.approve("bob");
        assertThat(play.settle().phase()).isEqualTo(Phase.AwaitingApproval);
        assertThat(play.status().approvedBy()).isEmpty();
        assertThat(play.status().conditions())
                .anyMatch(one ->
                        one.getType().equals("Reconciling") && one.getReason().equals("IdentityNotEnforced"));
        play.identity = Identity.enforced(Instant.parse(Rehearsal.CREATED));
        assertThat(play.settle().phase()).as("no older than the promotion").isEqualTo(Phase.AwaitingApproval);
    }
}
