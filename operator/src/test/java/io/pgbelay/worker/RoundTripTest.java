package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.rig.*;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    @Test
    void aDatabaseComesBackAsItWas() throws Exception {
        var given = Given.freshBucket();
        var source = Servers.fresh("shop");
        given.postgres().psql("postgres", "create database " + source);
        given.postgres()
                .psql(
                        source,
                        "create table t (id int primary key, v text); insert into t select i, 'v' || i from generate_series(1, 100000) i");

        var dumped = given.run(given.dump(source));
        System.out.println(dumped.log());
        System.out.println(dumped.outcome());
        assertThat(dumped.exitCode()).isZero();

        var restored = given.run(given.restore(dumped.outcome(), source + "_back"));
        System.out.println(restored.log());
        System.out.println(restored.outcome());
        assertThat(restored.exitCode()).isZero();
    }
}
