package io.pgbelay.worker.prune;

import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What attempts have left that came to no backup. Gone for good are only objects that bear the name of an attempt's data with
 * the UID of a run that is known to have ended, beside which there is no manifest at that very moment, and which are older than
 * a day by the store's own word; and uploads without an end under such a name. Whatever else lies there is nobody's to touch.
 */
final class Sweeping {
    private static final Duration AGE = Duration.ofDays(1);

    private final ObjectStore store;
    private final Leftovers leftovers;
    private final Errand errand;
    private final Hindrances hindrances;
    private int swept;
    private boolean whole = true;

    Sweeping(Leftovers leftovers, Errand errand, Hindrances hindrances) {
        this.store = errand.store();
        this.leftovers = leftovers;
        this.errand = errand;
        this.hindrances = hindrances;
    }

    /** Looks through all names of these runs, database by database. */
    void carryOut() {
        var families = leftovers.runs().stream()
                .collect(Collectors.groupingBy(
                        run -> new BucketLayout(store.prefix(), run.stage(), run.database()),
                        Collectors.mapping(Leftovers.Run::uid8, Collectors.toSet())));
        families.forEach(this::sweep);
    }

    /** How many objects and uploads are gone. */
    int swept() {
        return swept;
    }

    /** Absent where something had to be left. */
    @Nullable
    String until() {
        return whole ? leftovers.until() : null;
    }

    private void sweep(BucketLayout layout, Set<String> uids) {
        Predicate<String> dead = key ->
                BucketLayout.uid8(key).filter(uids::contains).stream().anyMatch(uid -> layout.attemptOf(key, uid));
        try {
            store.keys(layout.family(), layout.family()).stream().filter(dead).forEach(this::take);
        } catch (Failure e) {
            hindered("what failed attempts left could not be listed", e);
        }
        abort(layout, dead);
    }

    private void take(String key) {
        try {
            var stem = BucketLayout.stemOf(key).orElseThrow();
            if (store.look(BucketLayout.manifestOfStem(stem), null).isPresent()) {
                return;
            }
            store.look(key, null).ifPresent(this::take);
        } catch (Failure e) {
            hindered(key + " could not be swept", e);
        }
        errand.watch().alive();
    }

    private void take(ObjectStore.Seen object) {
        var now = errand.clock().instant();
        if (object.modified().plus(AGE).isAfter(now)) {
            errand.say(object.key() + " is younger than a day");
            whole = false;
            return;
        }
        var lock = hindrances.lock(List.of(object), now);
        if (lock.isPresent()) {
            errand.say(object.key() + " is locked until " + lock.get());
            whole = false;
            return;
        }
        store.delete(object.key(), object.versionId());
        errand.say("swept " + object.key() + ", which came to no backup");
        swept++;
    }

    /** Keys that may not list uploads are no reason for an alarm: the next backup and the store's own rules end them, too. */
    private void abort(BucketLayout layout, Predicate<String> dead) {
        try {
            for (var left : store.leftovers(layout.family())) {
                if (dead.test(left.key())) {
                    store.abort(left);
                    errand.say("ended an upload that a dead attempt left: " + left.key());
                    swept++;
                }
            }
        } catch (Failure e) {
            errand.say("unfinished uploads could not be cleared up: " + e.sentence());
        }
    }

    private void hindered(String what, Failure why) {
        errand.say(what + ": " + why.sentence());
        hindrances.failed(why);
        whole = false;
    }
}
