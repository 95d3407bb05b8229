package io.pgbelay.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AclItemTest {
    @Test
    void publicHasNoName() {
        assertThat(AclItem.parse("=Tc/postgres").grants("shop"))
                .containsExactly(
                        "GRANT TEMPORARY ON DATABASE \"shop\" TO PUBLIC",
                        "GRANT CONNECT ON DATABASE \"shop\" TO PUBLIC");
    }

    @Test
    void aStarMayBePassedOn() {
        assertThat(AclItem.parse("app=C*c/postgres").grants("shop"))
                .containsExactly(
                        "GRANT CREATE ON DATABASE \"shop\" TO \"app\" WITH GRANT OPTION",
                        "GRANT CONNECT ON DATABASE \"shop\" TO \"app\"");
    }

    @Test
    void aNameMayHoldAnything() {
        assertThat(AclItem.parse("\"we=ird\"\"/role\"=c/postgres").grantee()).isEqualTo("we=ird\"/role");
    }
}
