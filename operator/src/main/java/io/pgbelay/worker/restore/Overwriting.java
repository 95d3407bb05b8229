package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Archive;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.postgres.DatabaseDress;
import io.pgbelay.postgres.Emptying;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.ToolVersion;
import io.pgbelay.worker.Unpacking;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The order of a restore in place. All of the backup is read and known as good before a word is said to the server; then
 * everything goes and everything comes in one transaction, of which others see the one end or the other.
 */
public final class Overwriting {
    private final Order.Overwrite order;
    private final Errand errand;
    private final Target target;
    private final Replacement replacement;

    private Overwriting(Order.Overwrite order, Errand errand) {
        this.order = order;
        this.errand = errand;
        this.target = new Target(order.exchange(), order.request());
        this.replacement = new Replacement(order.exchange(), order.request());
    }

    /** Replaces. */
    public static Outcome carryOut(Order.Overwrite order, Errand errand) throws Exception {
        return new Overwriting(order, errand).run();
    }

    private Outcome run() throws Exception {
        var exchange = order.exchange();
        errand.say("replace the contents of " + exchange.database());
        var server = Server.find(exchange.server(), errand.env());
        try (var session = server.open(exchange.server().maintenanceDatabase(), "overwrite")) {
            Fence.close(session, FenceName.replacing(exchange.database()));
            Fence.close(session, FenceName.of(order.request()));
            if (replacement.made(session).isPresent()) {
                throw new Failure(FailureReason.TargetChanged, "this confirmation has been used before");
            }
            var live = target.look(server, session);
            target.confirmed(live, order.confirm());
            var manifest = Source.read(errand.store(), order.build());
            var list = list(manifest, server);
            Roles.prepare(order.build(), manifest.globals(), server, session, errand);
            overwrite(manifest, list, server, session, live.oid());
            return settled(manifest, server, session);
        }
    }

    /** All of the backup is read, to the last byte of its digest; what of it comes back. */
    private String list(Manifest manifest, Server server) throws Exception {
        errand.watch().enter("Restoring");
        errand.watch().expect(2 * manifest.dumpBytes());
        try (var inside = server.open(order.exchange().database(), "look")) {
            RestorePreflight.inPlace(inside, manifest, order.exchange().server().version());
            ToolVersion.ask(errand.tools(), List.of("pg_restore", "--version"), inside.major());
            errand.say("reading all of the backup");
            var contents = new UseListOutput(RestorePreflight.standing(inside), Set.copyOf(Emptying.staying(inside)));
            for (var archive : manifest.archives()) {
                read(archive, manifest, contents);
            }
            return contents.list();
        }
    }

    /** Of several archives the first names all that is not rows, and no list is needed of those that hold rows alone. */
    private void read(Archive archive, Manifest manifest, UseListOutput contents) throws IOException {
        try (var dump = input(archive, manifest)) {
            if (archive.equals(manifest.archives().getFirst())) {
                dump.feed(contents);
            }
            dump.check(archive.dumpBytes(), archive.dumpSha256());
        }
    }

    private ArchiveInput input(Archive archive, Manifest manifest) {
        return new ArchiveInput(
                errand.store(),
                archive.objects(),
                Unpacking.of(manifest, errand.env()),
                errand.watch(),
                errand.watch()::moved);
    }

    private void overwrite(Manifest manifest, String list, Server server, Session session, long oid) throws Exception {
        errand.watch().enter("Swapping");
        target.confirmed(target.look(server, session), order.confirm());
        errand.say("the transaction begins");
        var comment = DatabaseDress.read(session, oid).comment();
        var transaction = new Transaction(
                order, errand, server, replacement.words(comment), new Onlooker(session, oid, order.request()));
        try {
            transaction.run(manifest.archives(), archive -> input(archive, manifest), list);
        } catch (RuntimeException e) {
            // Who lost the answer to COMMIT does not know: the mark does.
            if (replacement.madeBehindTheFence(server).isEmpty()) {
                throw e;
            }
        }
    }

    /** It stands; what follows can change nothing of that. */
    private Outcome settled(Manifest manifest, Server server, Session session) throws Exception {
        errand.undo().forget();
        errand.watch().enter("Verifying");
        var database = order.exchange().database();
        errand.say("analyzing " + database);
        try (var inside = server.open(database, "analyze")) {
            inside.patience(Duration.ZERO).run("ANALYZE");
        }
        try {
            Comparing.run(server, database, manifest, errand);
        } catch (Failure e) {
            throw new Failure(e.reason(), "the contents were replaced, but " + e.getMessage(), e);
        }
        return replacement.outcome(session, errand);
    }
}
