package io.pgbelay.playground.node;

/** Why the node itself failed a Pod, whatever its containers did. */
record Verdict(String reason, String message) {

    static Verdict nodeFailed(RuntimeException failure) {
        return new Verdict("NodeFailed", failure.toString());
    }

    static Verdict deadlineExceeded() {
        return new Verdict("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
    }
}
