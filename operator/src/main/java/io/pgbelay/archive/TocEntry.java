package io.pgbelay.archive;

/**
 * An entry of the table of contents.
 *
 * @param id by which its data block names it
 * @param data whether it has a data block
 * @param oid of the object in the catalogue
 * @param kind what it is, such as {@code TABLE DATA}
 * @param schema empty where there is none
 * @param definition the statement that makes it, or its beginning
 * @param copy the COPY statement of a table's data
 * @param hash of kind, schema, name and the whole definition
 */
record TocEntry(
        long id,
        boolean data,
        long oid,
        String kind,
        String schema,
        String name,
        String definition,
        String copy,
        long hash) {}
