package io.pgbelay.archive;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of contents of an archive while it passes, and says what of it {@code pg_restore --use-list} is to bring
 * back into a database in which some extensions and schemas stand already.
 */
public final class UseList {
    private final Cursor in = new Cursor();
    private final HeadReader head = new HeadReader();
    private final Set<String> extensions;
    private final Set<String> schemas;
    private final List<Long> wanted = new ArrayList<>();
    private String encoding = "UTF8";
    private @Nullable TocReader toc;
    private boolean whole;

    /**
     * Nothing read yet.
     *
     * @param extensions those that stand already
     * @param schemas those that stand already
     */
    public UseList(Set<String> extensions, Set<String> schemas) {
        this.extensions = Set.copyOf(extensions);
        this.schemas = Set.copyOf(schemas);
    }

    /** Takes bytes in, wherever they are cut; those after the table of contents do not count. */
    public void accept(byte[] buffer, int offset, int length) {
        if (whole) {
            return;
        }
        try {
            in.over(buffer, offset, length);
            if (toc == null && head.read(in)) {
                toc = new TocReader(head.head(), this::entry);
            }
            whole = toc != null && toc.read(in);
        } catch (NotUnderstood e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Charset entry(TocEntry entry) {
        if (entry.kind().equals("ENCODING")) {
            encoding = Encodings.told(entry.definition());
        }
        if (!stands(entry)) {
            wanted.add(entry.id());
        }
        return Encodings.of(encoding);
    }

    private boolean stands(TocEntry entry) {
        return switch (entry.kind()) {
            case "EXTENSION" -> extensions.contains(entry.name());
            case "SCHEMA" -> schemas.contains(entry.name());
            case "COMMENT" -> extensions.stream().anyMatch(name -> commentOn(name, entry.name()));
            default -> false;
        };
    }

    /** Names that are no plain words stand in quotes there. */
    private static boolean commentOn(String extension, String tag) {
        return tag.equals("EXTENSION " + extension)
                || tag.equals("EXTENSION \"" + extension.replace("\"", "\"\"") + "\"");
    }

    /**
     * The list: a number in each line.
     *
     * @throws IllegalArgumentException where this was no archive that is known, or only its beginning
     */
    public String text() {
        if (!whole) {
            throw new IllegalArgumentException("the archive ends within its table of contents");
        }
        var text = new StringBuilder();
        wanted.forEach(id -> text.append(id).append(";\n"));
        return text.toString();
    }
}
