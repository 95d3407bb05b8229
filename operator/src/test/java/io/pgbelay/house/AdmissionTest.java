package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.rig.BesideTheLoops;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema refuses at {@code kubectl apply}, and in which words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BesideTheLoops
class AdmissionTest {
    private String namespace = "";

    @BeforeAll
    void makeNamespace() {
        namespace = ApiServer.running().namespace();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BackupSchedule", "BackupRun", "RestoreRequest", "Environment", "Promotion"})
    void anExampleIsTaken(String kind) {
        var answer = ApiServer.running().tryApply(Example.of(kind).resource(), namespace);
        assertThat(answer.exit()).as(answer.text()).isZero();
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BackupSchedule | /spec/schedule         | '0 1 * *'          | write five fields (minute hour day month weekday)",
                "BackupSchedule | /spec/schedule         | '@dayly'           | write five fields (minute hour day month weekday)",
                "BackupSchedule | /spec/schedule         | 'TZ=UTC 0 1 * * *' | the zone stands in timeZone",
                "BackupSchedule | /spec/schedule         | '99 0 * * *'       | the first field is the minute: 0 to 59",
                "BackupSchedule | /spec/schedule         | '0 24 * * *'       | the second field is the hour: 0 to 23",
                "BackupSchedule | /spec/schedule         | '0 0 32 * *'       | the third field is the day of month: 1 to 31",
                "BackupSchedule | /spec/schedule         | '0 0 * 13 *'       | the fourth field is the month: 1 to 12",
                "BackupSchedule | /spec/schedule         | '0 0 * * 7'        | the fifth field is the day of week: 0 (Sunday) to 6",
                "BackupSchedule | /spec/timeZone         | 'Europe/Berln'     | write an IANA time zone such as Europe/Berlin",
                "BackupSchedule | /spec/timeZone         | '+02:00'           | write an IANA time zone such as Europe/Berlin",
                "BackupSchedule | /spec/timeZone         | 'Local'            | write an IANA time zone such as Europe/Berlin",
                "BackupSchedule | /spec/concurrencyPolicy | 'Allow'           | Unsupported value: \"Allow\"",
                "BackupSchedule | /spec/failedRunsHistoryLimit | -1           | should be greater than or equal to 0",
                "BackupSchedule | /spec/retention | {}                      | say what is kept: keepLast, keepWithin, or one of keepHourly to keepYearly",
                "BackupSchedule | /spec/retention | {'keepLast':0}          | should be greater than or equal to 1",
                "BackupSchedule | /spec/retention | {'keepWithin':'week'}   | write a duration longer than nothing",
                "BackupRun      | /spec/keepFor   | '30'                    | write a duration longer than nothing",
                "BackupSchedule | /spec/recoveryPointObjective | '1 day'    | write a duration longer than nothing",
                "BackupSchedule | /spec/startingDeadline | '1 hour'           | write a duration longer than nothing, such as 7d, 1h30m or 45s",
                "BackupSchedule | /spec/startingDeadline | ''                 | write a duration longer than nothing",
                "BackupSchedule | /spec/startingDeadline | '30m1h'            | write a duration longer than nothing",
                "BackupSchedule | /spec/template/deadline | '0s'              | write a duration longer than nothing",
                "BackupSchedule | /spec/template/dump/lockTimeout | 'PT60S'   | write a duration longer than nothing",
                "BackupSchedule | /spec/template/dump/fingerprint | 'Rough'   | Unsupported value: \"Rough\"",
                "BackupSchedule | /spec/template/dump/tables | ['orders']     | write a schema and a table, such as sales.orders or sales.*",
                "BackupSchedule | /spec/template/dump/excludeTableData | ['orders'] | write a schema and a table",
                "BackupSchedule | /spec/template/dump/streams | 0              | should be greater than or equal to 1",
                "BackupSchedule | /spec/template/dump/streams | 9              | should be less than or equal to 8",
                "BackupSchedule | /spec/template/dump | {'format':'Plain','streams':2} | only a Custom dump can be made of several streams",
                "BackupSchedule | /spec/template/dump/schemas | ['']           | should be at least 1 chars long",
                "BackupSchedule | /spec/template/dump | {'schemas':['a'],'tables':['a.b']} | where tables are named, pg_dump does not look at schemas",
                "BackupSchedule | /spec/shedule          | '0 1 * * *'        | unknown field \"spec.shedule\"",
                "BackupSchedule | /spec/template/database/hots | 'x'          | unknown field \"spec.template.database.hots\"",
                "BackupSchedule | /spec/template/database/host | 'postgres://x' | write a host name or an address alone",
                "BackupSchedule | /spec/template/database/port | 70000        | should be less than or equal to 65535",
                "BackupSchedule | /spec/template/database/version | 'sixteen' | must be of type integer",
                "BackupSchedule | /spec/template/database/sslMode | 'yes'     | Unsupported value: \"yes\"",
                "BackupSchedule | /spec/template/database/sslRootCert | {'key':'ca.crt'} | name exactly one of secretName and configMapName",
                "BackupSchedule | /spec/template/database/sslRootCert/configMapName | 'x' | name exactly one of secretName and configMapName",
                "BackupSchedule | /spec/template/encryption | {} | name exactly one of openpgp and passphrase",
                "BackupSchedule | /spec/template/encryption | {'openpgp':{'recipients':{'configMapName':'k','key':'k'}},'passphrase':{'secretName':'s','key':'k'}} | name exactly one of openpgp and passphrase",
                "BackupSchedule | /spec/template/encryption | {'passphrase':{'configMapName':'k','key':'k'}} | this is secret: keep it in a Secret",
                "BackupSchedule | /spec/template/encryption | {'openpgp':{}} | spec.template.encryption.openpgp.recipients: Required value",
                "BackupSchedule | /spec/restore/decryption | {} | name a privateKey, a passphrase, or both",
                "BackupSchedule | /spec/restore/decryption | {'privateKey':{'configMapName':'k','key':'k'}} | this is secret: keep it in a Secret",
                "RestoreRequest | /spec/decryption | {} | name a privateKey, a passphrase, or both",
                "BackupSchedule | /spec/verification/afterEach | 'Hope' | Unsupported value: \"Hope\"",
                "BackupRun | /spec/verification | {'afterEach':'Digest'} | a run of a schedule is verified as the schedule says",
                "BackupSchedule | /spec/template/storage | {}                 | name exactly one storage: s3",
                "BackupSchedule | /spec/template/storage/volume | {'claimName':'x'} | name exactly one storage: s3 or volume",
                "BackupSchedule | /spec/template/storage/s3/storageClass | 'GLACIER' | write a storage class that can be read at once",
                "BackupSchedule | /spec/template/storage/s3/serverSideEncryption | {'type':'S3','kmsKeyId':'k'} | kmsKeyId belongs to type KMS",
                "BackupSchedule | /spec/template/storage | {'volume':{'claimName':'x','path':'../y'}} | none of them beginning with a dot",
                "BackupSchedule | /spec/template/storage/s3/bucket | 'Shop_Backups' | a bucket's name has 3 to 63 small letters",
                "BackupSchedule | /spec/template/storage/s3/prefix | '/prod/' | write the prefix without slashes at its ends",
                "BackupSchedule | /spec/template/storage/s3/endpoint | 'minio:9000' | write a URL such as https://minio.example:9000",
                "BackupSchedule | /spec/template/copies | [{'name':'a','s3':{'bucket':'abc'}},{'name':'a','volume':{'claimName':'x'}}] | give each copy a name of its own",
                "BackupSchedule | /spec/template/copies | [{'name':'Off','s3':{'bucket':'abc'}}] | a copy's name has small letters, digits and hyphens",
                "BackupSchedule | /spec/template/copies | [{'name':'a'}] | name exactly one storage: s3 or volume",
                "BackupSchedule | /spec/template/copies | [{'s3':{'bucket':'abc'}}] | spec.template.copies[0].name: Required value",
                "BackupSchedule | /spec/template/copies | [{'name':'a','s3':{'bucket':'shop-backups','prefix':'other'}}] | a copy beside the backup goes where the backup goes: name another bucket",
                "BackupRun      | /spec | {'template':{'database':{'host':'h','name':'n','version':16,'credentials':{'secretName':'s'}},'storage':{'volume':{'claimName':'x'}},'copies':[{'name':'a','volume':{'claimName':'x','path':'y'}}]}} | a copy beside the backup goes where the backup goes: name another volume",
                "BackupSchedule | /spec/template/compression | {'algorithm':'Gzip','level':12} | the highest level of Gzip is 9",
                "BackupSchedule | /spec/template/compression | {'level':20}   | should be less than or equal to 19",
                "BackupSchedule | /spec/template/retries | -1                 | should be greater than or equal to 0",
                "BackupSchedule | /spec/template/podTemplate/moverResources | {'limits':{'memory':'lots'}} | limits.memory",
                "BackupSchedule | /metadata/name | 'a234567890b234567890c234567890d2345678901' | the name may have at most 40 characters",
                "BackupRun      | /metadata/name | 'a234567890b234567890c234567890d234567890e234567890f23456789' | the name may have at most 58 characters",
                "RestoreRequest | /metadata/name | 'a234567890b234567890c234567890d234567890e234567890f23' | the name may have at most 52 characters",
                "BackupRun      | /spec/expiresAt        | 'tomorrow'         | write a time in UTC such as 2026-11-20T01:30:00Z",
                "BackupRun      | /spec/expiresAt        | '2026-13-20T01:30:00Z' | write a time in UTC",
                "BackupRun      | /spec/expiresAt        | '2026-11-20T01:30:00+01:00' | may not be more than 20",
                "BackupRun      | /spec/template         | {'database':{'host':'h','name':'n','version':16,'credentials':{'secretName':'s'}},'storage':{'s3':{'bucket':'abc'}}} | name exactly one of scheduleRef and template",
                "RestoreRequest | /spec/source/scheduleRef/at | '2026-11-20'  | write a time in UTC",
                "RestoreRequest | /spec/source/runRef/name | 'x'              | name exactly one of runRef, scheduleRef, restoredRef, undoRef and storage",
                "RestoreRequest | /spec/target/database  | 'template1'        | this database belongs to the server: choose another name",
                "RestoreRequest | /spec/target/mode      | 'Overwrite'        | Unsupported value: \"Overwrite\"",
                "RestoreRequest | /spec/target/owner     | 'orders_app'       | owner belongs to ownership: Single",
                "RestoreRequest | /spec/target/ownership | 'Single'           | owner belongs to ownership: Single",
                "RestoreRequest | /spec/target/mode      | 'Swap'             | say in requestedBy who you are: kubectl auth whoami",
                "RestoreRequest | /spec/source           | {'undoRef':{'name':'x'}} | undoRef and restoredRef belong to target.mode: Swap",
                "RestoreRequest | /spec/source           | {'storage':{'key':'k','s3':{'bucket':'b-1'}}} | it takes target.mode: New and a target.server",
                "RestoreRequest | /spec/source           | {'storage':{'key':'k'}} | name exactly one storage: s3 or volume",
                "RestoreRequest | /spec/source           | {'storage':{'key':'a/../k','volume':{'claimName':'c'}}} | write the whole key",
                "RestoreRequest | /spec/source           | {'storage':{'key':'a/../','volume':{'claimName':'c'}}} | write the whole key",
                "RestoreRequest | /spec/source           | {'storage':{'key':'/','volume':{'claimName':'c'}}} | write the whole key",
                "RestoreRequest | /spec/source           | {'restoredRef':{'name':'x'}} | undoRef and restoredRef belong to target.mode: Swap",
                "RestoreRequest | /spec                  | {'source':{'undoRef':{'name':'x'}},'requestedBy':'a','target':{'database':'d','mode':'Swap','server':{'host':'h','version':16,'credentials':{'secretName':'s'}}}} | leave target.server out",
                "RestoreRequest | /spec                  | {'source':{'undoRef':{'name':'x'}},'requestedBy':'a','target':{'database':'d','mode':'Swap'},'checks':[{'name':'c','sql':'select true'}]} | checks belong to a restore",
                "RestoreRequest | /spec                  | {'source':{'restoredRef':{'name':'x'}},'requestedBy':'a','target':{'database':'d','mode':'Swap'},'sanitize':{'configMapName':'c','key':'k'}} | sanitize belongs to a backup that is restored",
                "RestoreRequest | /spec                  | {'source':{'runRef':{'name':'x'}},'requestedBy':'a','target':{'database':'d','mode':'Swap','ttl':'1h'}} | ttl belongs to mode: New",
                "RestoreRequest | /spec/quiesce          | [{'kind':'Deployment','name':'d'}] | quiesce and safetyBackup belong to target.mode: Swap or InPlace",
                "RestoreRequest | /spec                  | {'source':{'runRef':{'name':'x'}},'requestedBy':'a','target':{'database':'d','mode':'InPlace'},'checks':[{'name':'c','sql':'select true'}]} | checks and sanitize take a database of their own",
                "RestoreRequest | /spec                  | {'source':{'runRef':{'name':'x'}},'requestedBy':'a','target':{'database':'d','mode':'InPlace'},'undoWindow':'1h'} | undoWindow belongs to target.mode: Swap",
                "RestoreRequest | /spec/target/mode      | 'InPlace'          | say in requestedBy who you are",
                "RestoreRequest | /spec/undoWindow       | '1h'               | undoWindow belongs to target.mode: Swap",
                "RestoreRequest | /spec/safetyBackup     | {}                 | name exactly one of scheduleRef, template and none",
                "RestoreRequest | /spec/quiesce          | [{'kind':'DaemonSet','name':'d'}] | Unsupported value: \"DaemonSet\"",
                "RestoreRequest | /spec/target/ttl       | 'soon'             | write a duration longer than nothing, such as 7d, 1h30m or 45s",
                "Environment    | /spec/workloads        | []                 | should have at least 1 items",
                "Environment    | /spec/workloads        | [{'name':'a','container':'c'},{'name':'a','container':'d'}] | name each Deployment once",
                "Environment    | /spec/workloads/0/kind | 'StatefulSet'      | Unsupported value: \"StatefulSet\"",
                "Environment    | /spec/allowedSources   | []                 | should have at least 1 items",
                "Environment    | /spec/allowedSources/0/tag | 'latest'       | write {version} in it",
                "Environment    | /spec/repository       | 'registry.example/shop:v1' | write the repository alone, without tag and digest",
                "Environment    | /spec/deploy/timeout   | 'soon'             | write a duration longer than nothing",
                "Environment    | /spec/migration       | {'up':['m'],'down':['d']} | down goes back to what current says",
                "Environment    | /spec/verification    | {'http':[{'url':'shop/healthz'}]} | write a URL such as http://shop/healthz",
                "Environment    | /spec/verification    | {'http':[{'url':'http://me:secret@shop/'}]} | without user and password",
                "Environment    | /spec/verification    | {'http':[{'url':'http://shop/','expectStatus':700}]} | should be less than or equal to 599",
                "Environment    | /spec/cacheWarmup     | {'http':[]}         | should have at least 1 items",
                "Environment    | /spec/allow           | {'skip':['Verify']} | Unsupported value: \"Verify\"",
                "Promotion      | /spec/skip            | ['Approve']         | Unsupported value: \"Approve\"",
                "Promotion      | /spec/onFailure       | 'Pray'              | Unsupported value: \"Pray\"",
                "Environment    | /spec/approval/required | 9                 | should be less than or equal to 8",
                "Environment    | /spec/backup/verified  | 'Surely'           | Unsupported value: \"Surely\"",
                "Environment    | /spec/backup/keepFor   | 'a month'          | write a duration longer than nothing",
                "Promotion      | /spec/version          | 'v1 5'             | a version begins with a letter or digit",
                "Promotion      | /spec/type             | 'Rollback'         | rollback belongs to type: Rollback, and must be there",
                "Promotion      | /spec/rollback         | {}                 | rollback belongs to type: Rollback, and must be there",
                "Promotion      | /spec/expiresAt        | 'tomorrow'         | write a time in UTC such as 2026-11-20T01:30:00Z",
                "Promotion      | /metadata/name | 'a234567890b234567890c234567890d234567890e234567890f23' | the name may have at most 52 characters",
                "RestoreRequest | /spec/target/ownership | 'Map'              | owners belong to ownership: Map",
                "RestoreRequest | /spec/target/owners    | {'a':'b'}          | owners belong to ownership: Map",
                "RestoreRequest | /spec/target/server    | {'host':'h','credentials':{'secretName':'s'}} | say the server's major in version, or name an image",
            })
    void aWrongValueIsRefusedInPlainWords(String kind, String place, String value, String words) {
        var wrong = Example.of(kind).with(place, ApiServer.json(value.replace('\'', '"')));
        refused(wrong, words);
    }

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "BackupSchedule | /spec                             | spec: Required value",
                "BackupSchedule | /spec/schedule                    | spec.schedule: Required value",
                "BackupSchedule | /spec/template/database/host      | spec.template.database.host: Required value",
                "BackupSchedule | /spec/template/database/version   | say the server's major in version, or name an image",
                "BackupSchedule | /spec/template/storage/s3         | name exactly one storage: s3",
                "BackupRun      | /spec/scheduleRef                 | name exactly one of scheduleRef and template",
                "Promotion      | /spec/version                     | a Promote names its version",
                "Promotion      | /spec/requestedBy                 | spec.requestedBy: Required value",
                "Environment    | /spec/workloads/0/container       | spec.workloads[0].container: Required value",
                "RestoreRequest | /spec/source/scheduleRef          | name exactly one of runRef, scheduleRef, restoredRef, undoRef and storage",
                "RestoreRequest | /spec/target/database             | spec.target.database: Required value",
            })
    void whatIsMissingIsNamed(String kind, String place, String words) {
        refused(Example.of(kind).without(place), words);
    }

    private void refused(Example wrong, String words) {
        var answer = ApiServer.running().tryApply(wrong.resource(), namespace);
        assertThat(answer.exit()).as(answer.text()).isNotZero();
        assertThat(answer.text()).contains(words);
    }
}
