package io.pgbelay.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.pgbelay.api.Check;
import io.pgbelay.api.Compression;
import io.pgbelay.api.Decryption;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Verification.AfterEach;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker is to do: one record for each of its verbs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verb")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Dump.class, name = "dump"),
    @JsonSubTypes.Type(value = Order.Restore.class, name = "restore"),
    @JsonSubTypes.Type(value = Order.Prune.class, name = "prune"),
    @JsonSubTypes.Type(value = Order.Rehearse.class, name = "rehearse"),
    @JsonSubTypes.Type(value = Order.Swap.class, name = "swap"),
    @JsonSubTypes.Type(value = Order.Overwrite.class, name = "overwrite"),
    @JsonSubTypes.Type(value = Order.Settle.class, name = "settle"),
    @JsonSubTypes.Type(value = Order.Retire.class, name = "retire"),
    @JsonSubTypes.Type(value = Order.Catalog.class, name = "catalog"),
    @JsonSubTypes.Type(value = Order.Copy.class, name = "copy"),
})
public sealed interface Order {
    /** The word by which the image is started for this order. */
    default String verb() {
        return switch (this) {
            case Dump ignored -> "dump";
            case Restore ignored -> "restore";
            case Prune ignored -> "prune";
            case Rehearse ignored -> "rehearse";
            case Swap ignored -> "swap";
            case Overwrite ignored -> "overwrite";
            case Settle ignored -> "settle";
            case Retire ignored -> "retire";
            case Catalog ignored -> "catalog";
            case Copy ignored -> "copy";
        };
    }

    /** Which resource gave the order. */
    RequestId request();

    /** 1 for the first Job of the request. */
    int attempt();

    /** How long it may take. */
    Limits limits();

    /** Where backups lie; absent where the order has nothing to do with one. */
    default @Nullable Storage storage() {
        return null;
    }

    /**
     * Back a database up.
     *
     * @param stage environment in the object's name
     * @param dump what pg_dump is asked for
     * @param encryption how it is locked up; the keys come by environment, see {@link PodEnv}
     * @param afterEach how far it is proven before its manifest is written
     * @param image image of the Postgres tools, for the manifest
     * @param endedRuns UIDs of runs of this database that have ended: uploads that they left are aborted first
     */
    record Dump(
            RequestId request,
            int attempt,
            Limits limits,
            ServerAddress server,
            String database,
            String stage,
            io.pgbelay.api.Dump dump,
            Compression compression,
            @Nullable Encryption encryption,
            AfterEach afterEach,
            Storage storage,
            String image,
            List<String> endedRuns)
            implements Order {
        public Dump {
            afterEach = requireNonNullElse(afterEach, AfterEach.Decode);
            endedRuns = List.copyOf(endedRuns);
        }
    }

    /**
     * Bring a backup back into a database that does not exist yet.
     *
     * @param manifest key of the manifest; empty where there is a file
     * @param manifestSha256 what the manifest must hash to, hex; empty where nobody knows
     * @param database the database that is made
     * @param decryption which keys the environment holds, see {@link PodEnv}; absent: none
     * @param owner the role that owns everything, where ownership is Single
     * @param owners roles of the backup and those that take their place, where ownership is Map
     * @param checks what it is asked before anybody may use it
     * @param sanitize whether SQL of the requester's runs on it before anybody can connect, see {@link PodEnv#SANITIZE}
     * @param file key of a dump that others wrote, of which no manifest tells; absent: there is a manifest
     */
    @JsonTypeName("restore")
    record Restore(
            RequestId request,
            int attempt,
            Limits limits,
            ServerAddress server,
            Storage storage,
            String manifest,
            String manifestSha256,
            String database,
            RestoreTarget.Ownership ownership,
            @Nullable String owner,
            Map<String, String> owners,
            RestoreTarget.Privileges privileges,
            @Nullable Decryption decryption,
            List<Check> checks,
            boolean sanitize,
            @Nullable String file)
            implements Order {
        /** A restore of which nothing is asked. */
        public Restore(
                RequestId request,
                int attempt,
                Limits limits,
                ServerAddress server,
                Storage storage,
                String manifest,
                String manifestSha256,
                String database,
                RestoreTarget.Ownership ownership,
                @Nullable String owner,
                Map<String, String> owners,
                RestoreTarget.Privileges privileges,
                @Nullable Decryption decryption) {
            this(
                    request,
                    attempt,
                    limits,
                    server,
                    storage,
                    manifest,
                    manifestSha256,
                    database,
                    ownership,
                    owner,
                    owners,
                    privileges,
                    decryption,
                    List.of(),
                    false,
                    null);
        }

        public Restore {
            owners = Map.copyOf(requireNonNullElse(owners, Map.of()));
            checks = List.copyOf(requireNonNullElse(checks, List.of()));
        }

        /** Key of what is brought back. */
        public String from() {
            return file == null ? manifest : file;
        }

        /** The role that stands on the target for one of the backup. */
        public String standingFor(String role) {
            return owners.getOrDefault(role, role);
        }
    }

    /**
     * Delete backups for good.
     *
     * @param doomed what goes, oldest first
     * @param floor what has to be there whole, or nothing goes
     * @param leftovers what is swept besides
     * @param copy which of their copies these are, told back; absent: they are the backups themselves
     */
    record Prune(
            RequestId request,
            int attempt,
            Limits limits,
            Storage storage,
            List<StoredBackup> doomed,
            List<StoredBackup> floor,
            Leftovers leftovers,
            @Nullable String copy)
            implements Order {
        public Prune {
            leftovers = requireNonNullElse(leftovers, Leftovers.NONE);
            doomed = List.copyOf(doomed);
            floor = List.copyOf(floor);
        }
    }

    /**
     * Bring a backup into another storage, as it lies there.
     *
     * @param from where the backup lies; its credentials are those of {@link Side#FROM}
     * @param storage where the copy goes; its credentials are those of {@link Side#TO}
     */
    record Copy(RequestId request, int attempt, Limits limits, Storage from, Storage storage, StoredBackup backup)
            implements Order {}

    /**
     * Look through everything under the storage's prefix for backups of one database. Changes nothing.
     *
     * @param request names the schedule whose backups are meant
     * @param stage environment in the objects' names
     */
    record Catalog(RequestId request, int attempt, Limits limits, Storage storage, String stage, String database)
            implements Order {}

    /**
     * Look whether a database could be replaced now, and what that would mean. Changes nothing.
     *
     * @param build how the other one would be made; absent where it is ready
     */
    record Rehearse(
            RequestId request,
            int attempt,
            Limits limits,
            Exchange exchange,
            @Nullable Restore build) implements Order {
        @Override
        public @Nullable Storage storage() {
            return build == null ? null : build.storage();
        }
    }

    /**
     * Put one database in the place of another, whole or not at all.
     *
     * @param build how the other one is made; absent where it is ready
     * @param confirm what a person said, see {@link Confirmation}
     * @param checks what it is asked before the names change
     */
    record Swap(
            RequestId request,
            int attempt,
            Limits limits,
            Exchange exchange,
            @Nullable Restore build,
            String confirm,
            List<Check> checks)
            implements Order {
        public Swap {
            checks = List.copyOf(requireNonNullElse(checks, List.of()));
        }

        @Override
        public @Nullable Storage storage() {
            return build == null ? null : build.storage();
        }
    }

    /**
     * Replace what a database holds, in one transaction.
     *
     * @param build how the backup is read; it names the very database
     * @param confirm what a person said, see {@link Confirmation}
     */
    @JsonTypeName("overwrite")
    record Overwrite(RequestId request, int attempt, Limits limits, Exchange exchange, Restore build, String confirm)
            implements Order {
        @Override
        public Storage storage() {
            return build.storage();
        }
    }

    /**
     * Find out what became of a swap whose worker died, and clear up what it left.
     *
     * @param oid of the database that was to be replaced
     */
    record Settle(RequestId request, int attempt, Limits limits, Exchange exchange, long oid) implements Order {}

    /**
     * A database has had its time: open it for its last backup, or drop it. Only where OID and mark are the expected.
     *
     * @param drop whether it is dropped; otherwise it is opened
     */
    record Retire(
            RequestId request, int attempt, Limits limits, ServerAddress server, ReadyDatabase database, boolean drop)
            implements Order {}
}
