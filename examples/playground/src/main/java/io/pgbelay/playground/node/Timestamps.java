package io.pgbelay.playground.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as Kubernetes writes them. */
final class Timestamps {

    private Timestamps() {}

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String nowMicro() {
        // Six digits always: the API server refuses a MicroTime without its fraction.
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                .withZone(java.time.ZoneOffset.UTC)
                .format(Instant.now());
    }
}
