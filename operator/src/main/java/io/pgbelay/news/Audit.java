package io.pgbelay.news;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one JSON line for each deed on the logger {@code audit}. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Audit() {}

    static void write(HasMetadata about, Deed deed) {
        var line = new LinkedHashMap<String, String>();
        line.put("action", deed.action());
        line.put("outcome", deed.warning() ? "failure" : "success");
        line.put("kind", about.getKind());
        line.put("namespace", about.getMetadata().getNamespace());
        line.put("name", about.getMetadata().getName());
        line.put("trace_id", about.getMetadata().getUid());
        line.putAll(deed.details());
        try {
            LOG.info("{}", MAPPER.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are plain data", e);
        }
    }
}
