package io.pgbelay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last test of all: the very main of {@code make demo}. */
@Order(Integer.MAX_VALUE)
class DemoTest {
    @Test
    void theDemoEndsWithAllAsItWas() {
        assertThat(Demo.run(System.err)).isTrue();
    }
}
