package io.pgbelay.promotion;

import io.pgbelay.api.StepName;
import java.util.Locale;

/** Words for a step: in conditions while it waits, in the audit trail when it is over. */
final class Words {
    private Words() {}

    static String waiting(StepName step) {
        return step == StepName.Approve ? "AwaitingApproval" : step.name();
    }

    static String deed(StepName step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
