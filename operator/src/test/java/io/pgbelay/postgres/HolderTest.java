package io.pgbelay.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Dump;
import io.pgbelay.contract.Failure;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Servers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideTheLoops
class HolderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private final String database = Servers.fresh("held");
    private final Given given = new Given(Servers.postgres(), Servers.s3(), "none");

    @BeforeEach
    void database() {
        given.postgres().psql("postgres", "create database " + database);
        given.postgres().psql(database, """
                create table t as select generate_series(1, 10) i;
                create schema "Größe"; create table "Größe"."select" (i int);""");
    }

    /** TRUNCATE takes rows from under older snapshots: one taken before the lock would show an empty table. */
    @Test
    void aTruncateUnderWayIsSeenWholeOrNotAtAll() throws Exception {
        try (var writer = session();
                var watcher = session()) {
            writer.run("begin; truncate public.t; insert into public.t select generate_series(1, 777)");
            var taking = CompletableFuture.supplyAsync(this::take);
            await().until(() -> watcher.number("select count(*) from pg_locks where not granted") > 0);
            writer.run("commit");
            try (var holder = taking.get();
                    var reader = session()) {
                reader.run("begin isolation level repeatable read; set transaction snapshot '"
                        + holder.instant().snapshot() + "'");
                assertThat(reader.number("select count(*) from public.t")).isEqualTo(777);
                assertThat(holder.instant().tables()).isEqualTo(2);
            }
        }
    }

    @Test
    void whatIsHeldCannotBeTruncated() throws Exception {
        try (var holder = take();
                var writer = session()) {
            assertThat(holder.instant().lsn()).isNotNull();
            writer.run("set lock_timeout = 100");
            assertThatThrownBy(() -> writer.run("truncate public.t")).hasMessageContaining("lock timeout");
        }
    }

    @Test
    void aTableDroppedBetweenListAndLockIsNoFailure() throws Exception {
        try (var writer = session();
                var watcher = session()) {
            writer.run("begin; drop table public.t; create table public.u (i int)");
            var taking = CompletableFuture.supplyAsync(this::take);
            await().until(() -> watcher.number("select count(*) from pg_locks where not granted") > 0);
            writer.run("commit");
            try (var holder = taking.get()) {
                assertThat(holder.instant().tables()).isEqualTo(2);
                writer.run("set lock_timeout = 100");
                assertThatThrownBy(() -> writer.run("truncate public.u")).hasMessageContaining("lock timeout");
            }
        }
    }

    @Test
    void theRolesOwnTimeoutsDoNotEndIt() throws Exception {
        given.postgres().psql("postgres", """
                create role hasty superuser login password 'hasty-password';
                alter role hasty set idle_in_transaction_session_timeout = 50;
                alter role hasty set statement_timeout = 50;
                alter role hasty set idle_session_timeout = 50;""");
        var secrets = new java.util.HashMap<>(given.secrets());
        secrets.put("PGUSER", "hasty");
        secrets.put("PGPASSWORD", "hasty-password");
        var server = Server.find(given.server(), secrets);
        try (var holder = Holder.take(server.open(database, "holder"), Selection.of(Dump.DEFAULT), TIMEOUT);
                var sleeper = server.open(database, "sleeper")) {
            sleeper.texts("select pg_sleep(0.3)::text");
            holder.check();
        }
    }

    @Test
    void itsEndIsTold() throws Exception {
        var told = new AtomicReference<Failure>();
        try (var holder = take()) {
            given.postgres().psql(database, """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where application_name = 'pgbelay holder' and datname = current_database()""");
            holder.keep(told::set);
            await().until(() -> told.get() != null);
            assertThat(told.get().reason()).isEqualTo(io.pgbelay.api.FailureReason.SnapshotLost);
            assertThatThrownBy(holder::check).isInstanceOf(Failure.class);
        }
    }

    private Holder take() {
        try {
            return Holder.take(
                    Server.find(given.server(), given.secrets()).open(database, "holder"),
                    Selection.of(Dump.DEFAULT),
                    TIMEOUT);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Session session() throws Exception {
        return Server.find(given.server(), given.secrets()).open(database, "test");
    }
}
