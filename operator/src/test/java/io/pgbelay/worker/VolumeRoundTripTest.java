package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup in a volume comes back, by us and by the standard tools alone. */
@BesideTheLoops
class VolumeRoundTripTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final Storage STORAGE = new Storage(null, new Volume("backups", "shop/orders"));
    private static String database = "";
    private static Path folder = Path.of("");

    @BeforeAll
    static void fill() throws Exception {
        database = Servers.fresh("volume_");
        folder = Servers.household().folder(Servers.fresh("volume-"));
        GIVEN.postgres().psql("postgres", """
                create database %1$s template template0;
                revoke all on database %1$s from public;
                alter database %1$s set work_mem = '5MB';""".formatted(database));
        Programs.fill(GIVEN, database);
    }

    @Test
    void aBackupInAVolumeComesBackByUsAndByHand() throws Exception {
        var dumped = good(LocalPod.run(dump(), mounted()));
        var artifact = requireNonNull(dumped.artifact());
        assertThat(artifact.location()).startsWith("volume://backups/shop/orders/production_volume%5F");
        try (var files = Files.list(folder.resolve("shop/orders"))) {
            assertThat(files).hasSize(3);
        }

        var copy = Servers.fresh("volume_copy_");
        good(LocalPod.run(restore(dumped, copy), mounted()));
        assertThat(Programs.portrait(GIVEN.postgres(), copy)).isEqualTo(Programs.portrait(GIVEN.postgres(), database));

        var byHand = Servers.fresh("volume_hand_");
        GIVEN.postgres().psql("postgres", "create database " + byHand + " template template0");
        var env = new HashMap<>(Programs.env(GIVEN));
        env.put("PGDATABASE", byHand);
        var manifest = Json.MAPPER.readValue(folder.resolve(artifact.manifest()).toFile(), Manifest.class);
        for (var command :
                List.of(manifest.restore().check(), manifest.restore().restore())) {
            var ran = Programs.run(List.of("bash", "-c", "cd '" + folder + "'; " + command), env);
            assertThat(ran.exitCode()).as(ran.output()).isZero();
        }
        assertThat(Programs.portrait(GIVEN.postgres(), byHand)).contains("Größe 😀", "4711");
    }

    private static Map<String, String> mounted() {
        var env = new HashMap<>(GIVEN.secrets());
        env.keySet().removeIf(name -> name.startsWith("AWS_"));
        env.put(PodEnv.VOLUME, folder.toString());
        return env;
    }

    private static Order.Dump dump() {
        return Altered.with(GIVEN.dump(database), "storage", STORAGE);
    }

    private static Order.Restore restore(Outcome dumped, String into) {
        return Altered.with(GIVEN.restore(dumped, into), "storage", STORAGE);
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(end.exitCode()).as(end.log()).isZero();
        return end.outcome();
    }
}
