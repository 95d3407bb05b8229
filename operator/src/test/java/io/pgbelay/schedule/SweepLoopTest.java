package io.pgbelay.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run fails and leaves something; the next backup that succeeds has it swept. */
class SweepLoopTest {
    private static final String LONG_AGO = "2026-01-02T01:00:00Z";

    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void whatAFailedRunLeftIsSweptAfterTheNextSuccess() throws IOException {
        var schedule = scene.schedule("0 1 1 1 *").replace("spec:\n", "spec:\n  retention: {keepLast: 5}\n");
        world.kubectlApply(schedule.replace("name: " + scene.database(), "name: nobodys"));
        world.kubectlApply(scene.runOfSchedule("lost"));
        var lost = scene.ended("lost");
        assertThat(Scene.reason(lost)).isEqualTo("DatabaseMissing");
        longAgo();
        var left = left(lost);
        var strangers = left.replace(lost.getMetadata().getUid().substring(0, 8), "deadbeef");
        old(left);
        old(strangers);

        world.kubectlApply(schedule);
        world.kubectlApply(scene.runOfSchedule("good"));
        scene.ended("good");

        var retention = scene.until(() -> Optional.of(retention()).filter(one -> one.swept() != null));
        assertThat(retention.swept()).isEqualTo(1);
        assertThat(retention.sweptUntil()).isEqualTo("2026-01-03T01:00:00Z");
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.keys(scene.prefix() + "/")).contains(strangers).doesNotContain(left);
            assertThat(bucket.manifests(scene.prefix() + "/")).hasSize(1);
        }
        assertThat(scene.kubectl("get", "events")).contains("LeftoversSwept");
    }

    /** The one thing that cannot be waited for: that a run has been dead for a day. */
    private void longAgo() {
        scene.kubectl("patch", "brun", "lost", "--subresource=status", "--type=json", "-p", """
                [{"op": "replace", "path": "/status/completionTime", "value": "%s"},
                 {"op": "replace", "path": "/status/attempts/0/start", "value": "2026-01-01T01:00:00Z"}]
                """.formatted(LONG_AGO));
    }

    private String left(BackupRun run) {
        var template = requireNonNull(run.getStatus().template());
        return BucketLayout.of(template, scene.namespace())
                .data(Instant.parse(LONG_AGO), run.getMetadata().getUid().substring(0, 8), 1, "dump.zst");
    }

    private void old(String key) throws IOException {
        var file = bucket().resolve(key);
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.writeString(file, "half a dump");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(LONG_AGO)));
    }

    private Path bucket() throws IOException {
        try (var files = Files.walk(world.playground().directory(), 4)) {
            return files.filter(path -> path.endsWith(World.BUCKET)).findFirst().orElseThrow();
        }
    }

    private RetentionStatus retention() {
        var status = world.client()
                .resources(BackupSchedule.class)
                .inNamespace(scene.namespace())
                .withName("orders")
                .get()
                .getStatus();
        return Objects.requireNonNullElse(status.retention(), RetentionStatus.NONE);
    }
}
