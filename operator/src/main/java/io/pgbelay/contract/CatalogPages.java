package io.pgbelay.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A long list on its way through a container's log: one line for each thousand entries, packed, for nodes keep ten MiB of a
 * log. Whoever reads it compares the digest: a log can be cut anywhere.
 */
public final class CatalogPages {
    /** The longest log that is read, in bytes. */
    public static final int LONGEST_LOG = 16 << 20;

    private static final String MARK = "catalog:";
    private static final int ENTRIES = 1_000;
    private static final long LONGEST_PAGE = 64L << 20;
    private static final TypeReference<List<CatalogEntry>> LIST = new TypeReference<>() {};

    private CatalogPages() {}

    /** The lines that tell of these entries. */
    public static List<String> lines(List<CatalogEntry> entries) throws IOException {
        var lines = new ArrayList<String>();
        for (int from = 0; from < entries.size(); from += ENTRIES) {
            var page = entries.subList(from, Math.min(entries.size(), from + ENTRIES));
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(Json.MAPPER.writeValueAsBytes(page));
            }
            lines.add(MARK + Base64.getEncoder().encodeToString(packed.toByteArray()));
        }
        return lines;
    }

    /** Digest of all lines. */
    public static String sha256(List<String> lines) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The entries that a log tells of; empty where it is not the whole list that was meant. */
    public static Optional<List<CatalogEntry>> read(List<String> log, Catalogued meant) {
        var lines = log.stream().filter(line -> line.startsWith(MARK)).toList();
        if (!sha256(lines).equals(meant.sha256())) {
            return Optional.empty();
        }
        try {
            var entries = new ArrayList<CatalogEntry>();
            for (var line : lines) {
                entries.addAll(page(line));
            }
            return Optional.of(List.copyOf(entries));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<CatalogEntry> page(String line) throws IOException {
        var packed = Base64.getDecoder().decode(line.substring(MARK.length()));
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Json.MAPPER.readValue(gzip.readNBytes((int) LONGEST_PAGE), LIST);
        }
    }
}
