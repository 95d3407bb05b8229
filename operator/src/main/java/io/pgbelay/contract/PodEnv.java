package io.pgbelay.contract;

/**
 * Names of the environment variables by which a Pod is told what to do. Every path in a Pod is the value of one of
 * these, none stands in an argument.
 */
public final class PodEnv {
    /** The {@link Order}, as JSON. Never holds a secret. */
    public static final String ORDER = "PGBELAY_ORDER";

    /** Folder that the mover shares with the container that has the Postgres tools, see {@link ToolFolder}. */
    public static final String SHARED = "PGBELAY_DIR";

    /** File that becomes the container's termination message: the {@link Outcome}, as JSON. */
    public static final String TERMINATION_LOG = "PGBELAY_TERMINATION_LOG";

    /** Folder for temporary files. */
    public static final String TMP = "TMPDIR";

    /** The role, from its Secret; libpq's name. */
    public static final String PG_USER = "PGUSER";

    /** Its password, from its Secret; libpq's name. */
    public static final String PG_PASSWORD = "PGPASSWORD";

    /** File with the certificate that signs the server's; libpq's name. Absent where none was given. */
    public static final String PG_ROOT_CERT = "PGSSLROOTCERT";

    /** Access key id, from its Secret; the AWS SDK's name. Absent for web identity. */
    public static final String AWS_ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";

    /** Secret access key, from its Secret; the AWS SDK's name. Absent for web identity. */
    public static final String AWS_SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";

    /** File with the certificates that sign the object store's. Absent where none was given. */
    public static final String S3_CA = "PGBELAY_S3_CA";

    /** Folder where the volume with the backups is mounted. Absent where they lie elsewhere. */
    public static final String VOLUME = "PGBELAY_VOLUME";

    /** File with the public keys that a backup is encrypted for. */
    public static final String RECIPIENTS = "PGBELAY_RECIPIENTS";

    /** The passphrase of a backup or of the private key, from its Secret. */
    public static final String PASSPHRASE = "PGBELAY_PASSPHRASE";

    /** The private key that opens a backup, armored, from its Secret. Never in the Pod of a backup. */
    public static final String PRIVATE_KEY = "PGBELAY_PRIVATE_KEY";

    /** File with SQL that runs on a restored database before anybody can connect. Absent where none was given. */
    public static final String SANITIZE = "PGBELAY_SANITIZE";

    private PodEnv() {}
}
