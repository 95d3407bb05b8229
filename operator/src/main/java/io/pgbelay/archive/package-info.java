/**
 * pg_dump's archive format, read as it streams by: head, table of contents, rows in COPY's text form, large objects; and
 * what is counted and hashed of them. Pure: bytes are pushed in, wherever they are cut, and nothing is kept of them.
 *
 * <p>Called by the worker's verbs and by what reads rows back from a database. {@link io.pgbelay.archive.ArchiveScan} is
 * the way in. The format is that of {@code pg_backup_archiver.c} and {@code pg_backup_custom.c}, versions 1.14 to 1.16
 * (pg_dump 12 to 18); a later one is not guessed at. How a checksum is made is told in {@code docs/fingerprint.md}, so that
 * others can make it too. {@link io.pgbelay.archive.ScriptScan} looks at scripts, whose words it does not read.
 */
@NullMarked
package io.pgbelay.archive;

import org.jspecify.annotations.NullMarked;
