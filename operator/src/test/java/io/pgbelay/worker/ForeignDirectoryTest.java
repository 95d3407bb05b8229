package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStores;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that {@code pg_dump -Fd} wrote come back from a bucket and from a volume, or nothing comes of them. */
@BesideTheLoops
class ForeignDirectoryTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final String SOURCE = Servers.fresh("folder_");

    @BeforeAll
    static void fill() throws Exception {
        GIVEN.postgres().psql("postgres", "create database " + SOURCE + " template template0");
        Programs.fill(GIVEN, SOURCE);
    }

    @Test
    void comesBackFromABucket() throws Exception {
        var folder = dumped("-Fd -j2");
        try (var store = ObjectStores.open(GIVEN.storage(), GIVEN.secrets());
                var files = Files.list(folder)) {
            for (var file : files.toList()) {
                store.put("2026/orders/" + file.getFileName(), Files.readAllBytes(file));
            }
            store.put("2026/orders/README", new byte[] {'x'});
        }
        var target = Servers.fresh("folder_back_");
        isThere(LocalPod.run(GIVEN.restore("2026/orders/", target), GIVEN.secrets()), target);
        assertThat(LocalPod.run(GIVEN.restore("2026/nothing/", "never"), GIVEN.secrets())
                        .outcome()
                        .reason())
                .isEqualTo(FailureReason.ArtifactMissing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fd -Z0", "-Fd -Z0 --rows-per-insert=7"})
    void comesBackFromAVolumeAndWithoutItsEndNothingComesOfIt(String how) throws Exception {
        var folder = dumped(how);
        var target = Servers.fresh("folder_back_");
        isThere(run(folder, target), target);

        var rows = largest(folder);
        var whole = Files.readAllBytes(rows);
        Files.write(rows, Arrays.copyOf(whole, whole.length / 2));
        refused(run(folder, "never"), FailureReason.DumpIncomplete);
        Files.delete(rows);
        refused(run(folder, "never"), FailureReason.DumpIncomplete);
        Files.writeString(folder.resolve("toc.dat"), "no table of contents");
        refused(run(folder, "never"), FailureReason.NotADump);
        Files.delete(folder.resolve("toc.dat"));
        refused(run(folder, "never"), FailureReason.NotADump);
    }

    @Test
    void isRefusedWhereItHasNoRoomOrIsToHaveOtherOwners() throws Exception {
        var folder = dumped("-Fd");
        var mapped = Given.owned(order("never"), Ownership.Map, null, Map.of("postgres", "heir"), Privileges.Keep);
        refused(LocalPod.run(mapped, mounted(folder)), FailureReason.NeedsCustomFormat);

        var packed = largest(folder);
        var whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        refused(run(folder, "never"), FailureReason.DumpIncomplete);
        try (var hollow = new RandomAccessFile(packed.toFile(), "rw")) {
            hollow.setLength(4L << 40);
        }
        refused(run(folder, "never"), FailureReason.PodVolumeTooSmall);
    }

    private static void isThere(LocalPod.End end, String target) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        var comparison = requireNonNull(end.outcome().comparison());
        assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.NotRecorded);
        assertThat(comparison.warnings()).anyMatch(warning -> warning.contains("nothing but the files themselves"));
        assertThat(contents(target)).isEqualTo(contents(SOURCE)).contains("4711|", "Größe 😀");
    }

    private static void refused(LocalPod.End end, FailureReason reason) {
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.log()).doesNotContain("building");
    }

    private static LocalPod.End run(Path folder, String target) throws Exception {
        return LocalPod.run(order(target), mounted(folder));
    }

    private static Order.Restore order(String target) {
        return Altered.with(GIVEN.restore("dir/", target), "storage", new Storage(null, new Volume("backups", "")));
    }

    private static Map<String, String> mounted(Path folder) {
        return GIVEN.secretsAnd(
                Map.of(PodEnv.VOLUME, folder.resolve("..").normalize().toString()));
    }

    private static Path dumped(String how) throws Exception {
        var folder = Servers.household().folder(Servers.fresh("foreign-")).resolve("dir");
        var env = new HashMap<>(Programs.env(GIVEN));
        env.put("PGDATABASE", SOURCE);
        var ran = Programs.run(List.of("bash", "-c", "pg_dump " + how + " -f '" + folder + "'"), env);
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return folder;
    }

    private static Path largest(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+\\.dat(\\.gz)?"))
                    .max((one, other) ->
                            Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
        }
    }

    private static String contents(String database) {
        return Programs.portrait(GIVEN.postgres(), database).replaceFirst("(?s)UTF8\\|.*", "");
    }
}
