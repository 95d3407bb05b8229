package io.pgbelay.bench;

import io.pgbelay.rig.Servers;
import java.util.List;
import java.util.Map;

/**
 * What a backup cannot be faster than on this machine, whoever makes it: the CPU time of those who must work, shared by all
 * processors. Native programs, each alone, on the very bytes.
 *
 * @param serverSeconds backends of {@code pg_dump -Fc -Z0}
 * @param dumpSeconds {@code pg_dump} itself
 * @param zstdSeconds {@code zstd -1} of what it writes
 * @param aesSeconds {@code openssl enc -aes-256-cfb}, OpenPGP's mode, of what zstd makes of it
 * @param storeSeconds the S3 server, while it took our backup
 */
record Floor(
        double serverSeconds,
        double dumpSeconds,
        double zstdSeconds,
        double aesSeconds,
        double storeSeconds,
        int processors) {
    /** Seconds of wall. */
    double seconds() {
        return (serverSeconds + dumpSeconds + zstdSeconds + aesSeconds + storeSeconds) / processors;
    }

    /**
     * Finds it.
     *
     * @param dump medians of {@link Contender#PG_DUMP}
     * @param store CPU seconds of the S3 server
     */
    static Floor find(Meter meter, DataSet data, Cost dump, double store) throws Exception {
        var folder = Servers.household().folder("floor");
        var env = Map.of("ARCHIVE", data.archive().toString());
        var zstd = meter.run(bash("zstd -q -1 -c \"$ARCHIVE\" >packed"), env, folder, List.of());
        var aes = meter.run(
                bash("openssl enc -aes-256-cfb -K $(printf '%064d' 1) -iv $(printf '%032d' 1) -in packed >/dev/null"),
                env,
                folder,
                List.of());
        Servers.household().remove(folder);
        return new Floor(
                dump.serverCpuSeconds(),
                dump.clientCpuSeconds(),
                zstd.clientCpuSeconds(),
                aes.clientCpuSeconds(),
                store,
                Runtime.getRuntime().availableProcessors());
    }

    private static List<String> bash(String script) {
        return List.of("bash", "-c", script);
    }
}
