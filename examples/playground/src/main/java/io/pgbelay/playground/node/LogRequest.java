package io.pgbelay.playground.node;

import java.util.Map;
import java.util.Optional;

/** What part of a log is wanted: the last lines, at most so many bytes, and what is still to come. */
record LogRequest(boolean follow, Optional<Long> tailLines, long limitBytes) {

    static LogRequest of(Map<String, String> query) {
        return new LogRequest(
                "true".equals(query.get("follow")),
                Optional.ofNullable(query.get("tailLines")).map(Long::parseLong),
                Optional.ofNullable(query.get("limitBytes"))
                        .map(Long::parseLong)
                        .orElse(Long.MAX_VALUE));
    }
}
