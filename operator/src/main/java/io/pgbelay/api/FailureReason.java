package io.pgbelay.api;

/**
 * Why something failed: one word of the API, the same in the condition, the Event, the metric and the docs.
 *
 * <p>The sentence says what to do. A retryable reason may be gone by itself at the next attempt; the others end the
 * request at once, because trying again would only repeat them.
 */
public enum FailureReason {
    ScheduleNotFound(false, "Create the BackupSchedule that scheduleRef names, or correct the name."),
    InvalidSchedule(false, "Write five cron fields (minute hour day month weekday), a macro such as @daily, or H."),
    SpecNotUnderstood(false, "The object was written for another version of pgBelay: upgrade the operator."),
    Expired(false, "The request was not started before expiresAt: create a new one."),
    BackupNotFound(false, "Name a BackupRun of this namespace that exists."),
    NeedsCustomFormat(
            false, "A Plain dump comes back as it stands: restore it with ownership: Keep and privileges: Keep."),
    BackupNotUsable(false, "Only a BackupRun that succeeded can be restored: choose another one."),
    NothingOldEnough(
            false, "No good backup was taken at or before this time: choose a later time or another schedule."),

    SecretMissing(false, "Create the Secret or ConfigMap in this namespace, or correct its name or key in the spec."),
    ImageNotPulled(false, "Correct the image or add imagePullSecrets: the node could not pull it."),
    PodNotScheduled(
            true, "No node has room for the Pod: see its Events, and the podTemplate's resources and selectors."),
    PodRejected(false, "The cluster refused the Pod (quota, Pod Security or admission): see the message."),
    VolumeNotMounted(true, "A volume of the Pod could not be mounted: see its Events."),

    HostUnknown(false, "The database host does not resolve inside the cluster: correct database.host."),
    ServerUnreachable(true, "Nothing answers at the database's host and port: check the server and network policies."),
    WrongPassword(false, "Postgres refused the user or password: correct the credentials Secret."),
    DatabaseMissing(false, "The database does not exist on the server: correct database.name."),
    VersionMismatch(false, "The server's major version is not the spec's: set version to what the server runs."),
    PermissionDenied(false, "The role lacks a privilege that is needed: grant it, for instance pg_read_all_data."),
    NothingSelected(false, "A pattern under dump matches nothing in the database: correct it, or take it out."),
    RowSecurityHidesRows(false, "Row security would hide rows from the role: give it BYPASSRLS or another role."),
    TooManyLocks(false, "Raise max_locks_per_transaction on the server: there are more relations than lock slots."),
    PoolerInTheWay(false, "Connect to Postgres itself: PgBouncer in transaction mode breaks dumps."),
    DatabaseBusy(true, "Another backup of this database is running: it is tried again later."),
    LockTimeout(
            true, "A table stayed locked for too long (dumps: dump.lockTimeout): look for long transactions and DDL."),
    SnapshotLost(true, "The session that held the snapshot was ended: look at the server's log."),
    RecoveryConflict(true, "The standby cancelled the snapshot: set hot_standby_feedback or dump the primary."),
    ServerLost(true, "The connection to Postgres was lost midway: look at the server's log."),
    TlsFailed(false, "The TLS connection could not be made: check sslMode, sslRootCert and the server's certificate."),
    DumpFailed(true, "pg_dump failed: its last words are in the log tail."),

    BucketMissing(false, "Create the bucket, or correct its name, region or endpoint."),
    RecipientKeyUnusable(
            false, "A public key cannot be encrypted for (expired, revoked, ...): put a good one in its place."),
    DecryptionKeyMissing(false, "The backup is encrypted: name the key that opens it in decryption."),
    DecryptionKeyWrong(
            false, "The key or passphrase does not open this backup: correct the Secret that decryption names."),
    ObjectArchived(false, "The object lies in an archive class: let the store bring it back first, then ask again."),
    StorageDenied(false, "The object store refused the keys: correct the storage credentials or their permissions."),
    StorageUnreachable(true, "The object store does not answer: check the endpoint, DNS and network policies."),
    StorageFailed(true, "The object store kept answering with errors: see the message."),
    StorageFull(true, "The volume has no room left: enlarge it, or keep fewer backups."),
    KeyTaken(false, "An object of this very name exists already and is never overwritten: see the message."),
    DigestMismatch(true, "What was read back is not what was written: do not trust this store until you know why."),
    NotADump(false, "The file is no dump that is known here: name one that pg_dump wrote, packed or locked or not."),
    DumpIncomplete(false, "The file ends before the dump does, or is damaged: choose another copy of it."),
    PodVolumeTooSmall(
            false,
            "The node's disk has no room for a directory's files beside the tools: choose a larger node, or dump into one file."),
    ScriptLeavesDatabase(
            false,
            "The script goes to a database by itself: dump one database, without --create, --clean or pg_dumpall."),
    ArtifactMissing(false, "The backup's object is gone from the store: choose another backup."),

    CopyFailed(true, "The backup itself is good: mend what keeps the copy away, as status.copies says."),
    FloorMissing(
            false,
            "A backup that has to stay is gone from the store or was changed: nothing is deleted until you know why."),

    DatabaseExists(false, "The target database exists already: choose another name, or drop it yourself first."),
    MissingRoles(
            false, "Roles that the backup names do not exist on the target: create them, or use ownership: Single."),
    ExtensionMissing(false, "The target's server lacks an extension of the backup: install its package there."),
    NeedsSuperuser(false, "The backup holds objects that only a superuser may create: use another role or server."),
    FingerprintMismatch(
            false,
            "What was restored is not what was dumped: status.comparison names the tables. Take another backup."),
    ReplicationBound(
            false,
            "Replication or an extension is bound to this very database: end it, or name it in acceptReplicationBreak."),
    PreparedTransactions(false, "Commit or roll back the prepared transactions of the database first."),
    SessionsUnendable(
            false, "Grant pg_signal_backend to the role, or end these sessions yourself, then create a new request."),
    ServerReadOnly(false, "The server takes no writes: name the primary in target.server."),
    DiskNotAccounted(
            false, "Say in freeBytes how much room the server has, or accept not to know by target.acceptDiskUse."),
    DiskTooSmall(false, "A second copy does not fit: make room on the server and raise freeBytes."),
    DiskBudgetExceeded(false, "The restored database became larger than freeBytes and was dropped: make room."),
    TargetChanged(false, "Server or database are not what was confirmed: create a new request and read its plan."),
    RequestNotUsable(
            false,
            "Name a finished RestoreRequest whose database is still there: New for restoredRef, Swap for undoRef."),
    SupersededBySwap(false, "Something else has taken the place since: undo that first."),
    UndoWindowOver(false, "The old database is no longer kept: restore its last backup instead."),
    WorkloadNotFound(false, "Correct quiesce: each workload has to be there, in this namespace."),
    SafetyBackupUnknown(
            false, "Name safetyBackup.scheduleRef, or say in safetyBackup.none why no last backup is needed."),
    SafetyBackupFailed(
            false, "See that BackupRun: without a good backup of what is there nothing is replaced. Then ask again."),
    CheckFailed(false, "The restored data did not answer as expected: nothing was replaced."),
    SanitizeFailed(false, "Correct the SQL that sanitize names: nothing was made."),
    SwapUnclear(false, "Nobody could look what became of the swap: compare OIDs with status.plan by hand."),
    DatabaseInUse(true, "Somebody is connected to a database that is to be dropped: it stays until they leave."),
    RestoreFailed(false, "pg_restore failed: its last words are in the log tail. What was half-made is gone again."),

    EnvironmentNotFound(false, "Create the Environment in this namespace, or correct environmentRef."),
    WorkloadMissing(false, "Create the Deployment with this container, or correct the Environment's workloads."),
    SourceNotAllowed(false, "Name a source that the Environment allows, and that runs an image of its repository."),
    SourceMissing(false, "The source's Deployment is not there, or may not be read: see the message."),
    SourceRunsAnother(false, "The source does not run this version, or not yet everywhere: promote what it runs."),
    OnHold(false, "This image was taken back: promote another one, or say why in overrideHold."),
    NothingToUndo(false, "Only the Environment's current release can be taken back, and only to a good one before it."),
    RequesterRefused(false, "The Environment takes no requests of service accounts: a person has to ask."),
    IdentityNotEnforced(false, "Install the chart's admission policies, then create a new Promotion."),
    ApprovalRejected(false, "Somebody rejected the plan: talk to him, then create a new Promotion."),
    ApprovalExpired(false, "The approvals did not come in time: create a new Promotion."),
    PlanChanged(false, "What was approved is not what would be done now: create a new Promotion."),
    NameTaken(false, "Another object has the name that is needed: delete it, or choose another name."),
    RestorePointFailed(false, "Nothing was changed, for there is no backup to come back to: see that BackupRun."),
    RestorePointNotProven(false, "The backup is proven less than the Environment asks: let its schedule verify more."),
    NotAllowed(false, "The Environment does not allow what is asked for in skip or onFailure: see its allow."),
    RevisionUnknown(false, "The application did not say the revision of its schema: see the Job's log."),
    SchemaIncompatible(false, "The image before does not work on this schema: go back with data: Downgrade."),
    NoRestorePoint(false, "No backup shows the data of before that release: go back with data: Keep or Downgrade."),
    DataNotBroughtBack(
            false, "The data did not come back as planned: see that RestoreRequest, and look at the database."),
    NoWayDown(false, "The migration cannot be taken back: there is no down, or nobody knows the revision before."),
    MigrationFailed(false, "The migration ended with an error: see its last words, and look at the database."),
    MigrationOutcomeUnknown(false, "The migration's Pod was lost: look how far it came before anything else is done."),
    VerificationFailed(false, "The release does not answer as it should: see the message and the Pods' logs."),
    ImageReverted(false, "Somebody else sets this image: tell that manager to leave it, or to set it itself."),
    RolloutFailed(false, "The new Pods did not become available: see the Deployment and its Pods."),

    NoProgress(true, "No byte moved for longer than noProgressTimeout: look at the server, the store and the network."),
    DeadlineExceeded(false, "The deadline passed: raise it, or find out what became slower."),
    OutOfMemory(true, "A container was killed for memory: raise its limit in podTemplate.resources."),
    WorkerKilled(true, "The worker ended without a word (killed or crashed): see the log tail and the node's Events."),
    Disrupted(true, "The Pod was evicted or its node drained: it is tried again and does not count as an attempt."),
    JobDeleted(true, "The Job or its Pod was deleted by hand: it is tried again."),
    Aborted(false, "The request was deleted or aborted before its end."),
    Overdue(
            false,
            "The newest good backup is older than recoveryPointObjective: see why the last runs failed or did not start."),
    CatalogDrift(
            false,
            "The storage does not hold what the records say: see status.catalog.drift; bring back what is gone, or take another"
                    + " backup."),
    CatalogUnreadable(true, "The list of what lies in the storage did not arrive whole: it is read again."),
    HistoryAbnormal(
            false,
            "Look whether the backup holds what it should; where it does, write status.retention.suspicious into"
                    + " spec.retention.acknowledge."),
    Replaced(false, "A later run of the schedule took its place (concurrencyPolicy: Replace): look at that one."),
    TargetUnknown(false, "Name target.server with its credentials, or give the schedule a restore block."),
    InternalError(true, "A fault of pgBelay: please report it with the log tail.");

    private final boolean retryable;
    private final String advice;

    FailureReason(boolean retryable, String advice) {
        this.retryable = retryable;
        this.advice = advice;
    }

    /** Whether another attempt may succeed without anybody changing anything. */
    public boolean retryable() {
        return retryable;
    }

    /** One sentence that tells a person what to do. */
    public String advice() {
        return advice;
    }
}
