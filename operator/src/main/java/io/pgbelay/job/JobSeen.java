package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the Job of an attempt.
 *
 * @param job absent where it is gone
 * @param pod its newest Pod
 * @param warnings messages of Warning Events on Job and Pod; read only while the Pod does not start
 * @param log the last lines of the mover's log, oldest first; read while it runs, and when it died without a word
 */
public record JobSeen(@Nullable Job job, @Nullable Pod pod, List<String> warnings, List<String> log) {
    public JobSeen {
        warnings = List.copyOf(warnings);
        log = List.copyOf(log);
    }

    /** Nothing is there. */
    public static final JobSeen NOTHING = new JobSeen(null, null, List.of(), List.of());
}
