package io.pgbelay.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.pgbelay.api.Compression;
import io.pgbelay.api.Decryption;
import io.pgbelay.api.Encryption;
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
})
public sealed interface Order {
    /** The word by which the image is started for this order. */
    default String verb() {
        return switch (this) {
            case Dump ignored -> "dump";
            case Restore ignored -> "restore";
        };
    }

    /** Which resource gave the order. */
    RequestId request();

    /** 1 for the first Job of the request. */
    int attempt();

    /** How long it may take. */
    Limits limits();

    /** Where backups lie. */
    Storage storage();

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
     * @param manifest key of the manifest
     * @param manifestSha256 what the manifest must hash to, hex
     * @param database the database that is made
     * @param decryption which keys the environment holds, see {@link PodEnv}; absent: none
     * @param owner the role that owns everything, where ownership is Single
     * @param owners roles of the backup and those that take their place, where ownership is Map
     */
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
            @Nullable Decryption decryption)
            implements Order {
        public Restore {
            owners = Map.copyOf(requireNonNullElse(owners, Map.of()));
        }

        /** The role that stands on the target for one of the backup. */
        public String standingFor(String role) {
            return owners.getOrDefault(role, role);
        }
    }
}
