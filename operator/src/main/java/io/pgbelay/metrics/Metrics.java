package io.pgbelay.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.news.Mouth;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The registry of the operator, and the page that Prometheus reads. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Tally tally = new Tally(registry);

    /** From now on gauges are derived from these. */
    public void derive(Supplier<Stream<BackupSchedule>> schedules, Supplier<Stream<BackupRun>> runs) {
        registry.getPrometheusRegistry().register(new ScheduleGauges(schedules, runs));
    }

    /** What counts deeds. */
    public Mouth mouth() {
        return tally;
    }

    /** For what the framework itself counts. */
    public MeterRegistry registry() {
        return registry;
    }

    /** The page, in the text format of Prometheus. */
    public String page() {
        return registry.scrape();
    }
}
