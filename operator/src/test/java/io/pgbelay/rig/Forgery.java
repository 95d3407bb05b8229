package io.pgbelay.rig;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgbelay.api.Compression;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A backup that was changed by hand, with digests that agree: only its rows are not those that were dumped. */
public final class Forgery {
    private Forgery() {}

    /** The order with a dump that is stored as pg_dump wrote it. */
    public static Order.Dump unpacked(Order.Dump order) {
        return Altered.with(order, "compression", new Compression(Compression.Algorithm.None, 1));
    }

    /** Changes the dump and writes its manifest to fit; the digest of the new manifest. */
    public static String of(Given given, Outcome dumped, UnaryOperator<byte[]> change) throws IOException {
        var artifact = requireNonNull(dumped.artifact());
        var file = given.contents().file(artifact.manifest());
        var manifest = (ObjectNode) Json.MAPPER.readTree(file.toFile());
        var object = (ObjectNode) manifest.get("objects").get(0);
        var data = given.contents().file(object.get("key").asText());
        var bytes = change.apply(Files.readAllBytes(data));
        Files.write(data, bytes);
        object.put("sizeBytes", bytes.length).put("sha256", sha256(bytes));
        manifest.put("dumpBytes", bytes.length).put("dumpSha256", sha256(bytes));
        var document = Json.MAPPER.writeValueAsBytes(manifest);
        Files.write(file, document);
        return sha256(document);
    }

    /** The order to restore it. */
    public static Order.Restore restore(Order.Restore order, String manifestSha256) {
        return Altered.with(order, "manifestSha256", manifestSha256);
    }

    /** Other words of the same length. */
    public static byte[] replaced(byte[] archive, String words, String others) {
        var at = find(archive, words);
        var bytes = others.getBytes(StandardCharsets.UTF_8);
        var changed = archive.clone();
        System.arraycopy(bytes, 0, changed, at, bytes.length);
        return changed;
    }

    /** A row taken out, with the length that stands before it. */
    public static byte[] lost(byte[] archive, String row) {
        var at = find(archive, row) - 5;
        var end = at + 5 + row.length();
        return joined(archive, 0, at, archive, end, archive.length);
    }

    /** A row put in twice; the first of these that is there. */
    public static byte[] doubled(byte[] archive, String... rows) {
        var row = Stream.of(rows)
                .filter(one -> text(archive).contains(one))
                .findFirst()
                .orElseThrow();
        var at = find(archive, row) - 5;
        var end = at + 5 + row.length();
        return joined(archive, 0, end, archive, at, archive.length);
    }

    private static byte[] joined(byte[] first, int from, int to, byte[] second, int next, int end) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(first, from, to - from);
        bytes.write(second, next, end - next);
        return bytes.toByteArray();
    }

    private static int find(byte[] archive, String words) {
        var at = text(archive).indexOf(words);
        if (at < 0) {
            throw new IllegalStateException("not in the archive: " + words);
        }
        return at;
    }

    private static String text(byte[] archive) {
        return new String(archive, StandardCharsets.ISO_8859_1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
