package io.pgbelay.worker;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.postgres.SqlTroubles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;

/** The last word on what a thrown thing means. */
final class Troubles {
    private Troubles() {}

    static Failure of(Throwable e, Diary diary) {
        return switch (e) {
            case Failure failure -> failure;
            case SQLException sql -> SqlTroubles.failure(sql);
            default -> fault(e, diary);
        };
    }

    private static Failure fault(Throwable e, Diary diary) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        diary.say(trace.toString());
        return new Failure(FailureReason.InternalError, "a fault of pgBelay: " + e, e);
    }
}
