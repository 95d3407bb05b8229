package io.pgbelay.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseDdlTest {
    @Test
    void aSettingIsOneValue() {
        assertThat(DatabaseDdl.setting("a\"b", "application_name=it's, \\ here"))
                .isEqualTo("ALTER DATABASE \"a\"\"b\" SET \"application_name\" TO E'it''s, \\\\ here'");
        assertThat(DatabaseDdl.setting("d", "app.tenant=x=y"))
                .isEqualTo("ALTER DATABASE \"d\" SET \"app\".\"tenant\" TO 'x=y'");
    }

    @Test
    void aListStaysAList() {
        assertThat(DatabaseDdl.setting("d", "search_path=\"$user\", public, \"My, Schema\""))
                .isEqualTo("ALTER DATABASE \"d\" SET \"search_path\" TO '$user', 'public', 'My, Schema'");
    }

    @Test
    void eachMajorHasItsWords() {
        assertThat(create("c", null, 14)).doesNotContain("PROVIDER");
        assertThat(create("c", null, 15)).contains("LOCALE_PROVIDER libc");
        assertThat(create("i", "de-DE", 16)).contains("LOCALE_PROVIDER icu ICU_LOCALE 'de-DE'");
        assertThat(create("b", "C.UTF-8", 17)).contains("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'");
    }

    private static String create(String provider, @org.jspecify.annotations.Nullable String locale, int major) {
        return DatabaseDdl.create("d", "UTF8", "C", "C", provider, locale, major);
    }
}
