package io.pgbelay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@link ControlBench} found, in the words of {@code control.json}. */
record ControlFigures(Map<String, Object> values) {
    private static final String BEGIN = "<!-- control: written by make bench-control -->";
    private static final String END = "<!-- control: end -->";

    /** Collects it. */
    static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        void ready(Duration time) {
            values.put("startToReadySeconds", Spread.seconds(time));
        }

        void settled(Duration time, int count) {
            values.put("startToSettledSeconds", Spread.seconds(time));
            values.put("settledSchedules", count);
        }

        void idle(long memory) {
            values.put("rssMiB", memory);
        }

        void idlePasses(long passes, long requests) {
            values.put("idleReconciles", passes);
            values.put("requestsPerIdleReconcile", ratio(requests, passes));
        }

        void herd(Spread runs, Spread jobs, Spread cronJobs) {
            lateness("run", runs);
            lateness("job", jobs);
            lateness("cronJob", cronJobs);
        }

        private void lateness(String what, Spread late) {
            values.put(what + "Count", late.count());
            values.put(what + "LatenessP50Seconds", late.p50Seconds());
            values.put(what + "LatenessP99Seconds", late.p99Seconds());
            values.put(what + "LatenessMaxSeconds", late.maxSeconds());
        }

        void runs(long requests, int count) {
            values.put("requestsPerRun", ratio(requests, count));
        }

        void after(long memory) {
            values.put("rssAfterHerdMiB", memory);
        }

        ControlFigures of(int schedules, int runs, int herd) {
            values.put("schedules", schedules);
            values.put("runs", runs);
            values.put("herd", herd);
            values.put("processors", Runtime.getRuntime().availableProcessors());
            values.put("date", LocalDate.now(ZoneOffset.UTC).toString());
            return new ControlFigures(values);
        }

        private static double ratio(long many, long few) {
            return few == 0 ? Double.NaN : Math.round(100.0 * many / few) / 100.0;
        }
    }

    /** Writes the figures, and the part of the page that speaks of them. */
    void write(Path json, Path page) throws IOException {
        Files.createDirectories(json.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), values);
        new Marked(page, BEGIN, END).write(table());
    }

    /** For people. */
    String table() {
        return """

                %s schedules, %s BackupRuns, %s of the schedules and as many CronJobs due in one minute; %s processors, \
                which the API server, etcd and the controllers share with the operator; %s.

                | | p50 | p99 | last | of |
                |---|---|---|---|---|
                | BackupRun after its minute | %s s | %s s | %s s | %s |
                | its Job | %s s | %s s | %s s | %s |
                | CronJob's Job | %s s | %s s | %s s | %s |

                | | |
                |---|---|
                | start to ready | %s s |
                | start to every schedule settled | %s s (%s of them) |
                | resident memory, settled | %s MiB |
                | resident memory, after that minute | %s MiB |
                | requests of an idle reconcile | %s (of %s) |
                | requests of a run until its Pod waits for a node | %s |

                """.formatted(
                        of("schedules"),
                        of("runs"),
                        of("herd"),
                        of("processors"),
                        of("date"),
                        of("runLatenessP50Seconds"),
                        of("runLatenessP99Seconds"),
                        of("runLatenessMaxSeconds"),
                        of("runCount"),
                        of("jobLatenessP50Seconds"),
                        of("jobLatenessP99Seconds"),
                        of("jobLatenessMaxSeconds"),
                        of("jobCount"),
                        of("cronJobLatenessP50Seconds"),
                        of("cronJobLatenessP99Seconds"),
                        of("cronJobLatenessMaxSeconds"),
                        of("cronJobCount"),
                        of("startToReadySeconds"),
                        of("startToSettledSeconds"),
                        of("settledSchedules"),
                        of("rssMiB"),
                        of("rssAfterHerdMiB"),
                        of("requestsPerIdleReconcile"),
                        of("idleReconciles"),
                        of("requestsPerRun"));
    }

    private Object of(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the bench has not found " + name);
        }
        return value;
    }
}
