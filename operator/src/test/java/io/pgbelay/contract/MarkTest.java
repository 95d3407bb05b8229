package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkTest {
    private static final String MADE = Mark.made("1f2e-aa");
    private static final String OLD = Mark.replaced("99-bb");

    @Test
    void aMarkIsTheLastWordOfTheComment() {
        assertThat(Mark.onto("the shop's", MADE)).isEqualTo("the shop's pgbelay:1f2e-aa");
        assertThat(Mark.onto(null, MADE)).isEqualTo("pgbelay:1f2e-aa");
        assertThat(Mark.onto(" ", OLD)).isEqualTo("pgbelay-old:99-bb");
    }

    @Test
    void allMarksComeOffAndNothingElse() {
        assertThat(Mark.without(Mark.onto(Mark.onto("a  b", MADE), OLD))).isEqualTo("a  b");
        assertThat(Mark.without(Mark.onto(Mark.onto(null, MADE), OLD))).isNull();
        assertThat(Mark.without("see pgbelay:docs for more")).isEqualTo("see pgbelay:docs for more");
        assertThat(Mark.without("notpgbelay:x")).isEqualTo("notpgbelay:x");
        assertThat(Mark.without(null)).isNull();
    }

    @Test
    void oneMarkComesOffAloneAsItWentOn() {
        var before = Mark.onto("the shop's", MADE);
        assertThat(Mark.without(Mark.onto(before, OLD), OLD)).isEqualTo(before);
        assertThat(Mark.without(Mark.onto(null, OLD), OLD)).isNull();
        assertThat(Mark.without("somebody's", OLD)).isEqualTo("somebody's");
    }
}
