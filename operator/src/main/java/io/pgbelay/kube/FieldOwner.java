package io.pgbelay.kube;

/** The name under which the operator sets single fields of objects that belong to others. */
public final class FieldOwner {
    /** As it stands in managedFields. */
    public static final String NAME = "pgbelay-promotion";

    private FieldOwner() {}
}
