package io.pgbelay.bench;

import io.pgbelay.api.Dump.Fingerprint;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/**
 * A database that is longer than any disk here: the archive that pg_dump makes of a real table, whose rows are then said over
 * and over by a program in pg_dump's place. It is a good archive, and our mover does with it all that it does with others. The
 * S3 server checks and counts what comes, and keeps none of it.
 */
final class Synthetic {
    private static final String DATABASE = "synthetic";
    private static final String FIRST_ROW = "the first row\n";
    private static final byte[] END_OF_ROWS = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER = 5;
    private static final long GIB = 1L << 30;

    private Synthetic() {}

    /** What the mover did with a stream of so many GiB. */
    static Movers.Backup run(int gib, Movers movers, Path image) throws Exception {
        var folder = Servers.household().folder("synthetic");
        try (var s3 = S3Server.startForgetful(folder)) {
            var given = Given.freshBucket(Servers.postgres(), s3);
            given.postgres().psql("postgres", "create database " + DATABASE);
            given.postgres().psql(DATABASE, """
                    create table line (text text);
                    alter table line alter text set storage external;
                    insert into line values ('the first row');
                    insert into line select string_agg(encode(sha512((i || ':' || j)::bytea), 'base64'), '')
                      from generate_series(1, 120000) i, generate_series(1, 6) j group by i;""");
            var archive = folder.resolve("archive");
            var dumped = Programs.run(
                    List.of("pg_dump", "-Fc", "-Z0", "-f", archive.toString(), DATABASE), Programs.env(given));
            if (dumped.exitCode() != 0) {
                throw new IllegalStateException(dumped.output());
            }
            split(Files.readAllBytes(archive), folder);
            var times = gib * GIB / Files.size(folder.resolve("rows")) + 1;
            var tools = program(folder, given, times);
            var order = Movers.order(given, DATABASE, 1, Fingerprint.Checksums, AfterEach.None);
            return movers.backup(
                    given, order, image, tools + ":" + given.postgres().binDir() + ":/usr/bin:/bin");
        } finally {
            Servers.household().remove(folder);
        }
    }

    /** Before the rows, the rows, and after the rows; each chunk of them is a number and so many bytes. */
    private static void split(byte[] archive, Path folder) throws IOException {
        var from = find(archive, FIRST_ROW.getBytes(StandardCharsets.US_ASCII)) - NUMBER;
        var to = from;
        var last = from;
        for (var length = number(archive, to); length > 0; length = number(archive, to)) {
            last = to;
            to += NUMBER + length;
        }
        // The last chunk is, or ends in, what says that there are no more rows.
        var rest = number(archive, last) - END_OF_ROWS.length;
        var rows = Arrays.copyOfRange(archive, from, rest == 0 ? last : to - END_OF_ROWS.length);
        if (rest > 0) {
            ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).putInt(last - from + 1, rest);
        }
        Files.write(folder.resolve("before"), Arrays.copyOf(archive, from));
        Files.write(folder.resolve("rows"), rows);
        var after = ByteBuffer.allocate(NUMBER + END_OF_ROWS.length + archive.length - to)
                .order(ByteOrder.LITTLE_ENDIAN);
        after.put((byte) 0).putInt(END_OF_ROWS.length).put(END_OF_ROWS).put(archive, to, archive.length - to);
        Files.write(folder.resolve("after"), after.array());
    }

    /** A number in an archive: its sign, then four bytes, the lowest first. */
    private static int number(byte[] archive, int at) {
        return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 1);
    }

    private static int find(byte[] archive, byte[] what) {
        for (int i = 0; i + what.length <= archive.length; i++) {
            if (Arrays.equals(archive, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new IllegalStateException("pg_dump has written no rows");
    }

    /** Its version is the real one's. */
    private static Path program(Path folder, Given given, long times) throws IOException {
        var tools = Files.createDirectory(folder.resolve("tools"));
        var program = Files.writeString(
                tools.resolve("pg_dump"), """
                #!/bin/sh
                [ "$1" = --version ] && exec %1$s/pg_dump --version
                cd %2$s && cat before
                n=0
                while [ $n -lt %3$d ]; do cat rows || exit 1; n=$((n+1)); done
                cat after
                """.formatted(given.postgres().binDir(), folder, times));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return tools;
    }
}
