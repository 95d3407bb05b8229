package io.pgbelay.archive;

import java.util.List;
import java.util.stream.Stream;

/** Fields of an entry in the table of contents, in the order of {@code WriteToc}. */
enum TocField {
    ID(Form.NUMBER),
    DATA(Form.NUMBER),
    CATALOGUE(Form.TEXT),
    OID(Form.TEXT),
    NAME(Form.TEXT, 1),
    KIND(Form.TEXT, 2),
    SECTION(Form.NUMBER),
    DEFINITION(Form.TEXT, 3),
    DROP(Form.TEXT),
    COPY(Form.TEXT),
    SCHEMA(Form.TEXT, 4),
    TABLESPACE(Form.TEXT),
    ACCESS_METHOD(Form.TEXT),
    RELATION_KIND(Form.NUMBER),
    OWNER(Form.TEXT),
    WITH_OIDS(Form.TEXT),
    DEPENDENCY(Form.TEXT),
    OFFSET(Form.OFFSET);

    private final Form form;
    private final long seed;

    /** How a field is written. */
    enum Form {
        NUMBER,
        TEXT,
        OFFSET
    }

    TocField(Form form) {
        this(form, 0);
    }

    TocField(Form form, long seed) {
        this.form = form;
        this.seed = seed;
    }

    /** Those that archives of this version have. */
    static List<TocField> of(Head head) {
        return Stream.of(values())
                .filter(field -> field != RELATION_KIND || head.withRelationKind())
                .toList();
    }

    Form form() {
        return form;
    }

    /** Tells the same text in one place from the same in another; 0 where it is not hashed. */
    long seed() {
        return seed;
    }
}
