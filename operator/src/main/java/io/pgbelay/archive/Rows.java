package io.pgbelay.archive;

/**
 * What is counted of a table's rows, as COPY writes them in its text form: a row is a line, fields stand between
 * tabulators, whatever else they hold is escaped. In an archive the line {@code \.} ends them.
 */
public sealed interface Rows permits CountedRows, HashedRows {
    /** Takes bytes in, wherever they are cut. */
    void accept(byte[] buffer, int offset, int length);

    /** How many rows there were so far. */
    long count();

    /** Sum of the hashes of all rows; 0 where they are only counted. */
    long checksum();
}
