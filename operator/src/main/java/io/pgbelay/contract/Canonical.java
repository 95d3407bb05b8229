package io.pgbelay.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One way to write data down, whatever order it came in, and its digest: equal data have equal digests. */
public final class Canonical {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(Json.MAPPER.getSerializationConfig().getDefaultPropertyInclusion())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Canonical() {}

    /** SHA-256 of the canonical JSON, hex. */
    public static String digest(Object data) {
        try {
            var json = MAPPER.writeValueAsString(data);
            var digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("records are plain data, and every JDK has SHA-256", e);
        }
    }
}
