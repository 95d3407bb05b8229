package io.pgbelay.worker.restore;

import io.pgbelay.api.Check;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What a restored database is asked before anybody may use it. Each question has a session and a read-only transaction. */
final class Questions {
    private Questions() {}

    static void ask(Server server, String database, List<Check> checks, Errand errand) throws InterruptedException {
        for (var check : checks) {
            errand.say("check " + check.name());
            try (var session = server.open(database, "check")) {
                compare(check, answer(session.patience(Duration.ZERO), check));
            } catch (SQLException e) {
                throw new Failure(FailureReason.CheckFailed, "check " + check.name() + " failed: " + e.getMessage(), e);
            }
        }
    }

    private static String answer(Session session, Check check) throws SQLException {
        session.run("SET default_transaction_read_only = on");
        session.run("SET search_path = \"$user\", public");
        var answers = session.texts(check.sql());
        return answers.isEmpty() || answers.getFirst() == null ? "" : answers.getFirst();
    }

    private static void compare(Check check, String answer) {
        if (!answer.equals(check.expect())) {
            throw new Failure(
                    FailureReason.CheckFailed,
                    "check %s said '%s', and '%s' was expected".formatted(check.name(), shown(answer), check.expect()));
        }
    }

    private static String shown(String answer) {
        return answer.length() <= 100 ? answer : answer.substring(0, 97) + "...";
    }
}
