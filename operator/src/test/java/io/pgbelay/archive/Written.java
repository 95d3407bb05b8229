package io.pgbelay.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An archive as pg_dump of some version would write it, byte by byte. */
final class Written {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int version;
    private final Charset charset;
    private String owner = "owner";

    Written(int version, int compression, Charset charset) {
        this.version = version;
        this.charset = charset;
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, (byte) version, 0, 4, 8, 1});
        if (version >= 15) {
            out.write(compression);
        } else {
            number(compression);
        }
        for (int i = 0; i < 7; i++) {
            number(i - 1);
        }
        text("shop").text("16.1").text("16.1");
    }

    Written entries(int count) {
        return number(count);
    }

    /** Whom the entries to come belong to. */
    Written ownedBy(String role) {
        owner = role;
        return this;
    }

    Written entry(int id, String kind, String schema, String name, String definition, @Nullable String copy) {
        number(id).number(copy == null ? 0 : 1).text("0").text(String.valueOf(16_000 + id));
        text(name)
                .text(kind)
                .number(3)
                .text(definition)
                .text("")
                .text(copy)
                .text(schema)
                .text("")
                .text("heap");
        if (version >= 16) {
            number('r');
        }
        text(owner).text("false").text("12").text("7").text(null);
        out.write(1);
        out.writeBytes(new byte[8]);
        return this;
    }

    Written data(int id, String... chunks) {
        out.write(1);
        number(id);
        return chunks(chunks);
    }

    Written largeObjects(int id) {
        out.write(3);
        return number(id);
    }

    Written chunks(String... chunks) {
        for (var chunk : chunks) {
            var bytes = chunk.getBytes(charset);
            number(bytes.length);
            out.writeBytes(bytes);
        }
        return number(0);
    }

    Written number(int value) {
        out.write(value < 0 ? 1 : 0);
        for (int i = 0; i < 4; i++) {
            out.write(Math.abs(value) >> (8 * i));
        }
        return this;
    }

    private Written text(@Nullable String text) {
        if (text == null) {
            return number(-1);
        }
        var bytes = text.getBytes(charset);
        number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
