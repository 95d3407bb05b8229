package io.pgbelay.worker.dump;

import io.pgbelay.api.Stage;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.archive.ArchiveScan;
import io.pgbelay.contract.Archive;
import io.pgbelay.postgres.Holder;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.SideBySide;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All archives of a dump, side by side under one snapshot. None of their objects appears before every one of them is whole.
 *
 * @param afterEach how far the dump is to be proven
 * @param printing who makes the fingerprint
 * @param objects where the first, the second archive goes
 */
record DumpStreams(
        Packing packing,
        AfterEach afterEach,
        Printing printing,
        IntFunction<DataObjects> objects,
        Holder holder,
        Errand errand) {
    /** Dumps, so many archives at once as the packing is made for. */
    Dumped run(DumpCommands commands) throws IOException, InterruptedException, SQLException {
        var passed = SideBySide.run(
                packing.streams(),
                IntStream.range(0, commands.each().size())
                        .<Callable<DumpStream.Passed>>mapToObj(
                                i -> () -> stream(commands.each().get(i), i))
                        .toList());
        // Before anything is completed: the tables may have changed under a lost snapshot.
        holder.check();
        errand.watch().awaitBytes("the store to complete the objects");
        var archives = new ArrayList<Archive>();
        for (var one : passed) {
            archives.add(one.complete());
        }
        errand.watch().awaitNothing();
        var fingerprint = printing.fingerprint(scans(passed), errand::say);
        var dumped = new Dumped(archives, fingerprint, commands.largestShare());
        errand.stage(new Stage("upload", 0, dumped.storedBytes()));
        return dumped;
    }

    private DumpStream.Passed stream(List<String> command, int number) throws IOException, InterruptedException {
        var witness = ReadBack.early(afterEach, packing) ? Witness.call(errand) : null;
        try (var witnesses = new Witnesses(witness, printing.scan())) {
            return DumpStream.run(command, packing, witnesses, objects.apply(number), holder, errand);
        }
    }

    private static List<ArchiveScan> scans(List<DumpStream.Passed> passed) {
        return passed.stream().flatMap(one -> Stream.ofNullable(one.scan())).toList();
    }
}
