package io.pgbelay.app;

import io.pgbelay.contract.ProbeOrder;
import io.pgbelay.worker.Probe;
import io.pgbelay.worker.Worker;

/** The image's one entry: {@code operator}, or a verb of the worker. */
public final class Main {
    private Main() {}

    /** Runs what the first word names. */
    public static void main(String[] args) {
        var word = args.length == 0 ? "" : args[0];
        var exit = switch (word) {
            case "operator" -> OperatorProcess.run(System.getenv());
            case ProbeOrder.VERB -> Probe.run(System.getenv());
            case "dump", "restore", "prune", "catalog", "copy", "rehearse", "swap", "overwrite", "settle", "retire" ->
                Worker.run(word, System.getenv());
            case Practice.VERB -> Practice.run();
            default -> usage(word);
        };
        System.exit(exit);
    }

    private static int usage(String word) {
        System.err.println("pgbelay: unknown word '" + word + "'; say operator or a verb of the worker");
        return 2;
    }
}
