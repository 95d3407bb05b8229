package io.pgbelay.queue;

import java.time.Instant;

/**
 * One request in the queue, waiting or at work.
 *
 * @param id tells it from all others
 * @param namespace where it lives: namespaces take turns
 * @param server host and port
 * @param database name on that server
 * @param since when it came
 */
public record Place(String id, String namespace, String server, String database, Instant since) {
    /** Server and database, of which one request at a time may have its hands on. */
    String target() {
        return server + "/" + database;
    }
}
