package io.pgbelay.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.demo.World;
import io.pgbelay.rig.Altered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A company's schedules and what they have done so far. No Pod of them finds a node: who is measured is the operator. */
final class Estate {
    private static final int WRITERS = 16;
    private static final int NAMESPACES = 50;
    private static final String NOWHERE = "{bench: nowhere}";

    private final KubernetesClient client;
    private final int schedules;

    Estate(World world, int schedules) {
        this.client = world.client();
        this.schedules = schedules;
        for (var number = 0; number < NAMESPACES; number++) {
            world.namespace(namespace(number));
            world.secret(namespace(number), "bench", Map.of("username", "bench", "password", "bench"));
        }
    }

    /** Makes the schedules, none of which is due this year, and so many runs of theirs, which have all succeeded. */
    void fill(int runs) throws InterruptedException {
        atOnce(schedules, number -> client.resource(schedule(number)).create());
        atOnce(runs, number -> {
            var run = run(number);
            var status = run.getStatus();
            var made = client.resource(run).create();
            made.setStatus(status);
            client.resource(made).updateStatus();
        });
    }

    /** Makes the first of them due at this minute, and as many CronJobs. */
    void due(int count, String cron) throws InterruptedException {
        atOnce(count, number -> {
            client.resources(BackupSchedule.class)
                    .inNamespace(namespace(number))
                    .withName(name(number))
                    .edit(schedule -> {
                        schedule.setSpec(Altered.with(schedule.getSpec(), "schedule", cron));
                        return schedule;
                    });
            client.resource(cronJob(number, cron)).create();
        });
    }

    /** Touches runs, so that their schedules are looked at again and nothing is to be done. */
    void touch(int count) throws InterruptedException {
        atOnce(
                count,
                number -> client.resources(BackupRun.class)
                        .inNamespace(namespace(number))
                        .withName(name(number) + "-0")
                        .edit(run -> {
                            run.getMetadata().getLabels().put("bench", "touched");
                            return run;
                        }));
    }

    private static void atOnce(int count, IntConsumer deed) throws InterruptedException {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            List<? extends Future<?>> all = IntStream.range(0, count)
                    .mapToObj(number -> writers.submit(() -> deed.accept(number)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String namespace(int number) {
        return "team-" + number % NAMESPACES;
    }

    private static String name(int number) {
        return "orders-" + number;
    }

    private static BackupSchedule schedule(int number) {
        return read(BackupSchedule.class, """
                apiVersion: pgbelay.io/v1alpha1
                kind: BackupSchedule
                metadata: {name: %s, namespace: %s}
                spec:
                  schedule: "0 0 31 12 *"
                  template:
                    %s""".formatted(name(number), namespace(number), template(number, 4)));
    }

    private static String template(int number, int indent) {
        return """
                stage: production
                database: {host: db-%d.invalid, name: orders, version: 16, credentials: {secretName: bench}}
                storage: {s3: {bucket: shop-backups, prefix: bench, region: eu-central-1, credentials: {secretName: bench}}}
                podTemplate: {nodeSelector: %s}""".formatted(number, NOWHERE).indent(indent).strip();
    }

    private BackupRun run(int number) {
        var schedule = number % schedules;
        var age = number / schedules;
        var ended = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(age + 1L, ChronoUnit.DAYS);
        return read(BackupRun.class, """
                apiVersion: pgbelay.io/v1alpha1
                kind: BackupRun
                metadata:
                  name: %1$s-%2$d
                  namespace: %3$s
                  labels: {%4$s: %1$s}
                  annotations: {%5$s: "%6$s"}
                spec: {scheduleRef: {name: %1$s}}
                status:
                  observedGeneration: 1
                  phase: Succeeded
                  trigger: Schedule
                  startTime: "%6$s"
                  completionTime: "%7$s"
                  duration: 1m
                  conditions:
                    - {type: Finished, status: "True", reason: Succeeded, message: "", lastTransitionTime: "%7$s"}
                    - {type: Succeeded, status: "True", reason: Succeeded, message: "", lastTransitionTime: "%7$s"}
                  template:
                    %8$s
                  attempts:
                    - {job: %1$s-%2$d-1, start: "%6$s", end: "%7$s"}
                  verified: {level: Decoded, time: "%7$s"}
                  artifact:
                    location: s3://shop-backups/bench/%1$s-%2$d.dump.zst
                    manifest: bench/%1$s-%2$d.manifest.json
                    size: 371.2 MiB
                    sizeBytes: 389231411
                    dumpBytes: 1200000000
                    sha256: "%9$s"
                    dumpSha256: "%9$s"
                    manifestSha256: "%9$s"
                    format: Custom
                    snapshotTime: "%6$s"
                    databaseBytes: 1300000000
                    serverVersion: "16.4"
                    clientVersion: "16.4"
                    tables: 42
                    rows: 1000000
                    selfContained: true
                """.formatted(
                        name(schedule),
                        age,
                        namespace(schedule),
                        BackupRun.SCHEDULE_LABEL,
                        BackupRun.SLOT_ANNOTATION,
                        ended.minusSeconds(60),
                        ended,
                        template(schedule, 4),
                        "0123456789abcdef".repeat(4)));
    }

    private static CronJob cronJob(int number, String cron) {
        return read(CronJob.class, """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: %s, namespace: %s}
                spec:
                  schedule: "%s"
                  timeZone: Etc/UTC
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          nodeSelector: %s
                          restartPolicy: Never
                          containers: [{name: job, image: "postgres:16"}]""".formatted(name(number), namespace(number), cron, NOWHERE));
    }

    private static <T extends HasMetadata> T read(Class<T> type, String yaml) {
        return Serialization.unmarshal(yaml, type);
    }
}
