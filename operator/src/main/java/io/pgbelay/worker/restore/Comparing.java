package io.pgbelay.worker.restore;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Fingerprint;
import io.pgbelay.contract.Manifest;
import io.pgbelay.postgres.Catalogue;
import io.pgbelay.postgres.LargeObjectReading;
import io.pgbelay.postgres.SequenceReading;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.TableReading;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a restored database with the fingerprint of the dump that it came from: rows are read back from it and counted
 * and hashed as they were when they were dumped.
 */
final class Comparing {
    private static final int NAMED = 5;

    private final Session session;
    private final Fingerprint recorded;
    private final Errand errand;
    private final List<String> differences = new ArrayList<>();
    private boolean partial;
    private long rows;

    private Comparing(Session session, Fingerprint recorded, Errand errand) {
        this.session = session;
        this.recorded = recorded;
        this.errand = errand;
    }

    /** Fails where anything differs; what came of it is remembered in the errand, well or not. */
    static void run(Server server, String database, Manifest manifest, Errand errand)
            throws SQLException, InterruptedException {
        var recorded = manifest.fingerprint();
        if (recorded == null || !recorded.definition().equals(Fingerprint.DEFINITION)) {
            errand.compared(new Comparison(
                    Comparison.Outcome.NotRecorded, null, null, null, null, List.of(), errand.warnings()));
            return;
        }
        errand.say("comparing " + recorded.tables().size() + " tables with the backup's fingerprint");
        errand.watch().awaitBytes("the restored rows to be read");
        try (var session = server.open(database, "compare").patience(Duration.ZERO)) {
            new Comparing(session, recorded, errand).compare();
        }
        errand.watch().awaitNothing();
    }

    private void compare() throws SQLException {
        var tables = TableReading.like(session, recorded, errand.watch()::alive);
        for (var table : recorded.tables()) {
            compare(tables, table);
        }
        largeObjects();
        for (var sequence : recorded.sequences()) {
            sequence(sequence);
        }
        extensions();
        tell();
    }

    private void compare(TableReading tables, Fingerprint.Table table) throws SQLException {
        var name = table.schema() + "." + table.name();
        if (!tables.exists(table.schema(), table.name())) {
            differences.add("table " + name + " is missing");
            return;
        }
        readable("table " + name, () -> {
            var found = tables.read(table.schema(), table.name());
            rows += found.rows();
            if (found.rows() != table.rows()) {
                differences.add("table %s has %d rows, the backup has %d".formatted(name, found.rows(), table.rows()));
            } else if (differs(table.checksum(), found.checksum())) {
                differences.add(
                        "table %s has other rows than the backup, though as many (%d)".formatted(name, table.rows()));
            }
        });
    }

    private static boolean differs(@Nullable String recorded, long found) {
        return recorded != null && !recorded.equals(Fingerprint.hex(found));
    }

    private void largeObjects() throws SQLException {
        var known = recorded.largeObjects();
        readable("large objects", () -> {
            var found = LargeObjectReading.read(session, known.checksum() != null, errand.watch()::alive);
            if (found.count() != known.count()) {
                differences.add(
                        "there are %d large objects, the backup has %d".formatted(found.count(), known.count()));
            } else if (differs(known.checksum(), found.checksum())) {
                differences.add("the large objects are others than those of the backup");
            }
        });
    }

    private void sequence(Fingerprint.Sequence known) throws SQLException {
        var name = known.schema() + "." + known.name();
        readable("sequence " + name, () -> {
            var found = SequenceReading.read(session, known.schema(), known.name());
            errand.watch().alive();
            if (found.isEmpty()) {
                differences.add("sequence " + name + " is missing");
            } else if (found.get().behind(known)) {
                differences.add("sequence %s stands at %d, in the backup at %d"
                        .formatted(name, found.get().value(), known.value()));
            } else if (found.get().behindItsColumn()) {
                errand.warn("sequence %s stands at %d, its column goes on to %d: so it was dumped"
                        .formatted(name, found.get().value(), found.get().furthest()));
            }
        });
    }

    private void extensions() throws SQLException {
        var there = Catalogue.extensions(session).stream()
                .collect(Collectors.toMap(Fingerprint.Extension::name, Fingerprint.Extension::version));
        for (var known : recorded.extensions()) {
            var version = there.get(known.name());
            if (version != null && !version.equals(known.version())) {
                errand.warn("extension %s is version %s, in the source %s"
                        .formatted(known.name(), version, known.version()));
            }
        }
    }

    private interface Reading {
        void run() throws SQLException;
    }

    /** What the role may not read is told, and is no difference. */
    private void readable(String what, Reading reading) throws SQLException {
        try {
            reading.run();
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
            partial = true;
            errand.warn(what + " could not be compared: " + e.getMessage());
        }
    }

    private void tell() {
        errand.compared(new Comparison(
                outcome(),
                recorded.level(),
                (long) recorded.tables().size(),
                rows,
                (long) differences.size(),
                differences,
                errand.warnings()));
        if (!differences.isEmpty()) {
            var named = differences.subList(0, Math.min(NAMED, differences.size()));
            var more = differences.size() - named.size();
            throw new Failure(
                    FailureReason.FingerprintMismatch,
                    String.join("; ", named) + (more == 0 ? "" : "; and " + more + " more"));
        }
    }

    private Comparison.Outcome outcome() {
        if (!differences.isEmpty()) {
            return Comparison.Outcome.Different;
        }
        return partial ? Comparison.Outcome.Partial : Comparison.Outcome.Equal;
    }
}
