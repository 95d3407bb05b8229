package io.pgbelay.archive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts other roles into an archive while it passes, in its table of contents: as owners, in grants and in policies. Data
 * pass as they are.
 */
public final class RoleMapping {
    private static final Set<String> NAMING = Set.of("ACL", "DEFAULT ACL", "POLICY");

    private final Map<String, String> roles;
    private final Cursor in = new Cursor();
    private final Bytes out = new Bytes();
    private final HeadReader head = new HeadReader();
    private IntReader number = new IntReader(0);
    private TextReader text = new TextReader(0);
    private List<TocField> fields = List.of();
    private int offsetSize;
    private int intSize;
    private Charset charset = StandardCharsets.UTF_8;
    private String kind = "";
    private long entries = -1;
    private int at;
    private int offset;

    /** Roles of the archive, and those that take their place. */
    public RoleMapping(Map<String, String> roles) {
        this.roles = Map.copyOf(roles);
    }

    /**
     * What is to be passed on in place of these bytes; a rest may come with the next ones.
     *
     * @throws IllegalArgumentException where this is no archive that is known
     */
    public byte[] pass(byte[] buffer, int from, int length) {
        in.over(buffer, from, length);
        try {
            head();
            while (entries > 0 && field(fields.get(at))) {
                next();
            }
        } catch (NotUnderstood e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (entries == 0) {
            copy(in.at(), in.skip(Long.MAX_VALUE));
        }
        return out.take();
    }

    private void head() {
        var from = in.at();
        if (fields.isEmpty() && head.read(in)) {
            var known = head.head();
            fields = TocField.of(known);
            intSize = known.intSize();
            offsetSize = known.offsetSize();
            number = new IntReader(intSize);
            text = new TextReader(intSize);
        }
        if (!fields.isEmpty() && entries < 0 && number.read(in)) {
            entries = number.value();
        }
        copy(from, in.at() - from);
    }

    private void copy(int from, int count) {
        out.add(in.buffer(), from, count);
    }

    private boolean field(TocField field) {
        var from = in.at();
        var whole = switch (field.form()) {
            case NUMBER -> number.read(in);
            case TEXT -> text.read(in);
            case OFFSET -> offset();
        };
        if (!changes(field)) {
            copy(from, in.at() - from);
        }
        return whole;
    }

    private boolean offset() {
        offset += in.skip(1 + offsetSize - offset);
        return offset == 1 + offsetSize;
    }

    private boolean changes(TocField field) {
        return field == TocField.OWNER || (field == TocField.DEFINITION && NAMING.contains(kind));
    }

    private void next() {
        var field = fields.get(at);
        if (changes(field)) {
            write(field == TocField.OWNER ? owner() : RoleWords.in(text.text(charset), roles));
        } else if (field == TocField.KIND) {
            kind = text.text(charset);
        } else if (field == TocField.DEFINITION && kind.equals("ENCODING")) {
            charset = Encodings.of(Encodings.told(text.text(charset)));
        } else if (field == TocField.OFFSET) {
            offset = 0;
            entries--;
        }
        if (field != TocField.DEPENDENCY || text.absent()) {
            at = (at + 1) % fields.size();
        }
    }

    private String owner() {
        var owner = text.text(charset);
        return roles.getOrDefault(owner, owner);
    }

    private void write(String words) {
        if (!text.whole()) {
            throw new NotUnderstood("a statement about roles is too long");
        }
        var bytes = words.getBytes(charset);
        out.add(text.absent() ? -1 : bytes.length, intSize);
        out.add(bytes, 0, bytes.length);
    }
}
