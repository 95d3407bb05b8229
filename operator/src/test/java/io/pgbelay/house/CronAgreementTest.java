package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.cron.Cron;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Kubernetes takes as a CronJob's schedule and zone, we take, and what it refuses we refuse. */
class CronAgreementTest {
    private static final List<String> SCHEDULES = List.of(
            "0 1 * * *",
            "*/15 * * * *",
            "5/20 * * * *",
            "0-30/10 * * * *",
            "0,30 8-18 * * mon-fri",
            "? ? ? ? ?",
            "  0 1 * *  * ",
            "0\t1 * * *",
            "0 1 * *",
            "0 0 1 * * *",
            "",
            "* * * * * *",
            "60 * * * *",
            "59 * * * *",
            "0 24 * * *",
            "0 23 * * *",
            "0 0 0 * *",
            "0 0 31 * *",
            "0 0 32 * *",
            "0 0 * 0 *",
            "0 0 * 12 *",
            "0 0 * 13 *",
            "0 0 * jan-MAR *",
            "0 0 * january *",
            "0 0 * * 6",
            "0 0 * * 7",
            "0 0 * * SUN",
            "0 0 * * sunday",
            "*/0 * * * *",
            "*/1 * * * *",
            "*/100 * * * *",
            "1/2/3 * * * *",
            "1-2-3 * * * *",
            "9-5 * * * *",
            "*-5 * * * *",
            "+5 * * * *",
            "-5 * * * *",
            "05 * * * *",
            "005 * * * *",
            "1,,2 * * * *",
            ",1 * * * *",
            "1, * * * *",
            "a * * * *",
            "1.5 * * * *",
            "0 0 L * *",
            "0 0 15W * *",
            "0 0 * * 5#2",
            "@hourly",
            "@daily",
            "@midnight",
            "@weekly",
            "@monthly",
            "@yearly",
            "@annually",
            "@reboot",
            "@Daily",
            "@dayly",
            " @daily",
            "@daily ",
            "@every 1h30m",
            "@every 90m",
            "@every 1.5h",
            "@every .5h",
            "@every 1.h",
            "@every 300ms",
            "@every 1d",
            "@every",
            "@every ",
            "@every h",
            "@every 1",
            "@every 1h ",
            "TZ=UTC 0 1 * * *",
            "CRON_TZ=UTC 0 1 * * *",
            "TZ=UTC @daily",
            "1/ * * * *",
            "/5 * * * *",
            "1- * * * *",
            "* /5 * * *",
            "0 0 * * mon,fri",
            "0 0 * * 0-6/2",
            "0 0 ?/2 * ?");

    /** A field that names nothing would never come: a CronJob takes it, we do not. */
    private static final Pattern NOTHING_NAMED = Pattern.compile("(^|.*\\s),+(\\s.*|$)");

    private static final List<String> ZONES = List.of(
            "Etc/UTC",
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/Argentina/Buenos_Aires",
            "Asia/Kolkata",
            "Asia/Calcutta",
            "Australia/Lord_Howe",
            "US/Eastern",
            "GMT",
            "Etc/GMT+5",
            "CET",
            "EST",
            "EST5EDT",
            "Zulu",
            "ROC",
            "Mars/Phobos",
            "europe/berlin",
            "Berlin",
            "+02:00",
            "GMT+2",
            "UTC+1",
            "Local",
            "local",
            "",
            " ",
            "Z",
            "Europe/Berlin ",
            "../../etc/passwd",
            "Europe");

    private final ApiServer server = ApiServer.running();
    private final String namespace = server.namespace();

    @Test
    void schedules() {
        var all = new ArrayList<>(SCHEDULES);
        var random = new Random(42);
        for (var i = 0; i < 300; i++) {
            all.add(mutant(SCHEDULES.get(random.nextInt(SCHEDULES.size())), random));
        }
        var disagreements = all.stream()
                .distinct()
                .filter(schedule -> !NOTHING_NAMED.matcher(schedule).matches())
                .map(this::disagreement)
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(disagreements).isEmpty();
    }

    @Test
    void zones() {
        var disagreements = ZONES.stream()
                .map(zone -> disagreement(
                        zone, takes(cronJob("0 1 * * *", zone)), zone(zone), takes(ours("/spec/timeZone", zone))))
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(disagreements).isEmpty();
    }

    /** What only arithmetic can tell, the schema cannot. */
    private String disagreement(String schedule) {
        var refusal = refusal(schedule);
        var backwards = refusal.contains("begins after its end");
        var code = refusal.isEmpty();
        var schema = backwards ? code : takes(ours("/spec/schedule", schedule));
        return disagreement(schedule, takes(cronJob(schedule, null)), code, schema);
    }

    private static String disagreement(String text, boolean kubernetes, boolean code, boolean schema) {
        return kubernetes == code && code == schema
                ? ""
                : "'%s': CronJob %s, Cron %s, schema %s".formatted(text, kubernetes, code, schema);
    }

    /** One character more, less or other. */
    private static String mutant(String schedule, Random random) {
        var text = new StringBuilder(schedule + " ");
        var place = random.nextInt(text.length());
        var letter = "0123456789*/-,? @hmsJ".charAt(random.nextInt(21));
        switch (random.nextInt(3)) {
            case 0 -> text.insert(place, letter);
            case 1 -> text.deleteCharAt(place);
            default -> text.setCharAt(place, letter);
        }
        return text.toString();
    }

    private static String refusal(String schedule) {
        try {
            Cron.parse(schedule, "a/b");
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean zone(String zone) {
        try {
            return !Cron.zone(zone).getId().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean takes(HasMetadata resource) {
        try {
            server.client().resource(resource).inNamespace(namespace).dryRun().create();
            return true;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as(e.getMessage()).isEqualTo(422);
            return false;
        }
    }

    private static HasMetadata ours(String place, String value) {
        var example = Example.of("BackupSchedule").with(place, TextNode.valueOf(value));
        return Serialization.unmarshal(example.resource().toString(), GenericKubernetesResource.class);
    }

    private static HasMetadata cronJob(String schedule, @Nullable String zone) {
        return new CronJobBuilder()
                .withNewMetadata()
                .withName("x")
                .endMetadata()
                .withNewSpec()
                .withSchedule(schedule)
                .withTimeZone(zone)
                .withNewJobTemplate()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("x")
                .withImage("x")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }
}
