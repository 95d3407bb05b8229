package io.pgbelay.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A long list on its way through a container's log: one line for each thousand entries, packed, for nodes keep ten MiB of a
 * log. Whoever reads it compares the digest: a log can be cut anywhere.
 */
public final class CatalogPages {
    /** The longest log that is read, in bytes. */
    public static final int LONGEST_LOG = 16 << 20;

    private static final String MARK = "catalog:";
    private static final int ENTRIES = 1_000;
    private static final int LONGEST_PAGE = 64 << 20;
    private static final TypeReference<List<CatalogEntry>> LIST = new TypeReference<>() {};

    private final Consumer<String> lines;
    private final MessageDigest digest = digest();
    private final List<CatalogEntry> page = new ArrayList<>();
    private int entries;

    /** Tells entries in lines, each as soon as it is full. */
    public CatalogPages(Consumer<String> lines) {
        this.lines = lines;
    }

    /** One more. */
    public void add(CatalogEntry entry) {
        entries++;
        page.add(entry);
        if (page.size() == ENTRIES) {
            turn();
        }
    }

    /** There are no more. */
    public void end() {
        if (!page.isEmpty()) {
            turn();
        }
    }

    /** How many were told. */
    public int entries() {
        return entries;
    }

    /** Digest of all lines; asked once, at the end. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void turn() {
        try {
            var bytes = Json.MAPPER.writeValueAsBytes(page);
            var line = MARK + bytes.length + ":" + Base64.getEncoder().encodeToString(packed(bytes));
            update(digest, line);
            lines.accept(line);
            page.clear();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry is plain data", e);
        }
    }

    private static byte[] packed(byte[] bytes) {
        // What cannot be packed grows by some bytes for each block of it.
        var packed = new byte[bytes.length + bytes.length / 1_000 + 64];
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    /** Digest of these lines. */
    static String sha256(List<String> lines) {
        var digest = digest();
        lines.forEach(line -> update(digest, line));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
        } catch (JsonProcessingException | DataFormatException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<CatalogEntry> page(String line) throws JsonProcessingException, DataFormatException {
        var colon = line.indexOf(':', MARK.length());
        var length = Integer.parseInt(line, MARK.length(), Math.max(MARK.length(), colon), 10);
        if (length < 0 || length > LONGEST_PAGE) {
            throw new IllegalArgumentException("no page has " + length + " bytes");
        }
        var bytes = new byte[length];
        try (var inflater = new Inflater()) {
            inflater.setInput(Base64.getDecoder().decode(line.substring(colon + 1)));
            var there = inflater.inflate(bytes);
            return Json.MAPPER.readValue(new String(bytes, 0, there, StandardCharsets.UTF_8), LIST);
        }
    }
}
