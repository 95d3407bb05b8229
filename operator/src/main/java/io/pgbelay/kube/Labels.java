package io.pgbelay.kube;

import java.util.Map;
import java.util.TreeMap;

/** Labels of our Jobs and Pods. */
public final class Labels {
    /** Says that pgBelay made an object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The BackupRun that a Job or Pod works for. */
    public static final String RUN = "pgbelay.io/run";

    /** The RestoreRequest that a Job or Pod works for. */
    public static final String RESTORE = "pgbelay.io/restore";

    /** The Promotion that a Job, Pod, BackupRun or ConfigMap was made for. */
    public static final String PROMOTION = "pgbelay.io/promotion";

    /** Its UID, where the name alone could be another's. */
    public static final String PROMOTION_UID = "pgbelay.io/promotion-uid";

    /** The BackupSchedule whose backups a Job or Pod looks through or deletes. */
    public static final String SHELF = "pgbelay.io/shelf";

    /** Selects what pgBelay made. */
    public static final String OURS = MANAGED_BY + "=pgbelay";

    /** Finalizer of a request that is under way: what it changed is put in order, or written down, before it goes. */
    public static final String HELD = "pgbelay.io/restore";

    private Labels() {}

    /** Labels of what works for one request; {@code kind} is {@link #RUN}, {@link #RESTORE} or {@link #SHELF}. */
    public static Map<String, String> of(String kind, String name) {
        return new TreeMap<>(Map.of(MANAGED_BY, "pgbelay", kind, Names.fitting(name)));
    }
}
