package io.pgbelay.rig;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Check;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.contract.Confirmation;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of one request to put a database in the place of another, as the operator writes them. */
public record Swaps(Given given, RequestId request, Exchange exchange, Order.@Nullable Restore build) {
    private static final String PLANNED = "2026-11-20T08:00:00Z";

    /** A backup in the place of a database. */
    public static Swaps ofBackup(Given given, Outcome dumped, String database) {
        var build = given.restore(dumped, database);
        return new Swaps(given, build.request(), exchange(given, database, build.manifestSha256(), null), build);
    }

    /** The database that an earlier swap has put aside, back again. */
    public static Swaps undo(Swaps earlier, Outcome swapped) {
        var kept = requireNonNull(swapped.kept());
        var ready = new ReadyDatabase(
                kept.database(),
                kept.oid(),
                Mark.replaced(earlier.request.uid()),
                requireNonNull(swapped.restored()).oid());
        var exchange = exchange(earlier.given, earlier.exchange.database(), ready.mark(), ready);
        return new Swaps(earlier.given, Given.request("undo"), exchange, null);
    }

    private static Exchange exchange(Given given, String database, String content, @Nullable ReadyDatabase ready) {
        return new Exchange(given.server(), database, content, ready, 1_000_000L, null, List.of(), PLANNED, false);
    }

    /** What a database holds, instead of the database. */
    public Swaps inPlace() {
        return with(Altered.with(exchange, "inPlace", true));
    }

    public Swaps with(Exchange other) {
        return new Swaps(given, request, other, build);
    }

    public Swaps withRoom(@Nullable Long freeBytes, List<String> accepted) {
        return with(Altered.with(exchange, "freeBytes", freeBytes, "accepted", accepted));
    }

    public Order.Rehearse rehearse() {
        return new Order.Rehearse(request, 1, Given.LIMITS, exchange, build);
    }

    public Order.Swap swap(String confirm, Check... checks) {
        return new Order.Swap(request, 1, Given.LIMITS, exchange, build, confirm, List.of(checks));
    }

    public Order.Overwrite overwrite(String confirm) {
        return new Order.Overwrite(request, 1, Given.LIMITS, exchange, requireNonNull(build), confirm);
    }

    public Order.Settle settle(long oid) {
        return new Order.Settle(request, 2, Given.LIMITS, exchange, oid);
    }

    public String confirm(LiveDatabase live) {
        return Confirmation.of(
                request.uid(), live.systemIdentifier(), live.timeline(), live.oid(), exchange.content(), PLANNED);
    }

    /** Looks, confirms and swaps. */
    public LocalPod.End carryOut(Check... checks) throws Exception {
        var looked = given.run(rehearse());
        var live = looked.outcome().live();
        if (live == null) {
            throw new AssertionError(looked.log());
        }
        return given.run(swap(confirm(live), checks));
    }
}
