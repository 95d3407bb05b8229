package io.pgbelay.queue;

/** What the queue says to one request. */
public sealed interface Turn {
    /** It may start. */
    record Go() implements Turn {}

    /** Another request has its hands on this database, or came before. */
    record DatabaseTaken(String target) implements Turn {}

    /** As many are at work on this server as may be. */
    record ServerFull(String server, int limit) implements Turn {}

    /** As many are at work as may be. */
    record Full(int limit) implements Turn {}
}
