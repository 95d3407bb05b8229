package io.pgbelay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void whoSetWhichFieldIsNotKeptInMemory() {
        var serialization = Clients.lean();
        var run = serialization.unmarshal("""
                {"apiVersion": "pgbelay.io/v1alpha1", "kind": "BackupRun",
                 "metadata": {"name": "one", "resourceVersion": "7", "labels": {"a": "b"},
                              "managedFields": [{"manager": "kubectl", "operation": "Apply"}]},
                 "spec": {"scheduleRef": {"name": "orders"}}}
                """, BackupRun.class);
        assertThat(run.getMetadata().getManagedFields()).isEmpty();
        assertThat(run.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(run.getMetadata().getLabels()).containsEntry("a", "b");
        assertThat(serialization.asJson(run)).contains("resourceVersion").doesNotContain("managedFields", "kubectl");
        var job = serialization.unmarshal("""
                {"apiVersion": "batch/v1", "kind": "Job",
                 "metadata": {"name": "one", "managedFields": [{"manager": "operator"}]}}
                """, Job.class);
        assertThat(job.getMetadata().getManagedFields()).isEmpty();
    }
}
