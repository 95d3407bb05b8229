package io.pgbelay.archive;

/**
 * What stands before the table of contents and says how to read the rest.
 *
 * @param version minor version of the format, 14 for 1.14
 * @param intSize bytes of an integer
 * @param offsetSize bytes of an offset
 */
record Head(int version, int intSize, int offsetSize) {
    /** Since pg_dump 16 the head names an algorithm where it had a level. */
    private static final int WITH_ALGORITHM = 15;

    /** Since pg_dump 17 an entry says what kind of relation it is about. */
    private static final int WITH_RELATION_KIND = 16;

    private static final int OLDEST = 14;
    private static final int NEWEST = 16;

    Head {
        if (version < OLDEST || version > NEWEST) {
            throw new NotUnderstood("archives of version 1." + version + " are not known");
        }
        if (intSize < 1 || intSize > 8 || offsetSize < 1 || offsetSize > 8) {
            throw new NotUnderstood("the archive's head makes no sense");
        }
    }

    boolean withAlgorithm() {
        return version >= WITH_ALGORITHM;
    }

    boolean withRelationKind() {
        return version >= WITH_RELATION_KIND;
    }
}
