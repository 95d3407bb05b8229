package io.pgbelay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleMappingTest {
    private static final Map<String, String> ROLES =
            Map.of("shop", "New \"shop\"", "Größe", "g", "owner", "somebody else");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GRANT SELECT(shop,b),UPDATE(shop) ON TABLE public.shop TO shop WITH GRANT OPTION; | GRANT SELECT(shop,b),UPDATE(shop) ON TABLE public.shop TO \"New \"\"shop\"\"\" WITH GRANT OPTION;",
                "REVOKE ALL ON SCHEMA shop FROM PUBLIC; GRANT ALL ON SCHEMA shop TO shop; | REVOKE ALL ON SCHEMA shop FROM PUBLIC; GRANT ALL ON SCHEMA shop TO \"New \"\"shop\"\"\";",
                "GRANT ALL ON TABLE t TO a WITH GRANT OPTION; SET SESSION AUTHORIZATION shop; GRANT ALL ON TABLE t TO \"Größe\"; RESET SESSION AUTHORIZATION; | GRANT ALL ON TABLE t TO \"a\" WITH GRANT OPTION; SET SESSION AUTHORIZATION \"New \"\"shop\"\"\"; GRANT ALL ON TABLE t TO \"g\"; RESET SESSION AUTHORIZATION;",
                "ALTER DEFAULT PRIVILEGES FOR ROLE shop IN SCHEMA shop REVOKE ALL ON TABLES FROM shop; | ALTER DEFAULT PRIVILEGES FOR ROLE \"New \"\"shop\"\"\" IN SCHEMA shop REVOKE ALL ON TABLES FROM \"New \"\"shop\"\"\";",
                "CREATE POLICY shop ON t FOR SELECT TO other, shop USING ((c = 'TO shop; TO shop'::text) OR (x IS DISTINCT FROM shop)); | CREATE POLICY shop ON t FOR SELECT TO \"other\", \"New \"\"shop\"\"\" USING ((c = 'TO shop; TO shop'::text) OR (x IS DISTINCT FROM shop));",
            })
    void rolesInStatements(String statement, String mapped) {
        assertThat(RoleWords.in(statement, ROLES)).isEqualTo(mapped);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16})
    void nothingElseChanges(int version) {
        var before = archive(version, "owner", "CREATE POLICY p ON t TO shop USING (true);");
        var after = archive(version, "somebody else", "CREATE POLICY p ON t TO \"New \"\"shop\"\"\" USING (true);");
        for (int piece : new int[] {1, 3, 7, 1000}) {
            assertThat(passed(before, piece)).as("pieces of " + piece).isEqualTo(after);
        }
    }

    @Test
    void whatIsNoArchiveIsNotPassedOn() {
        assertThatThrownBy(() -> passed("CREATE TABLE".getBytes(StandardCharsets.UTF_8), 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] archive(int version, String owner, String policy) {
        return new Written(version, 0, StandardCharsets.UTF_8)
                .entries(4)
                .ownedBy(owner)
                .entry(1, "ENCODING", "", "ENCODING", "SET client_encoding = 'UTF8';\n", null)
                .entry(2, "TABLE", "public", "t", "GRANT TO shop", null)
                .entry(3, "TABLE DATA", "public", "t", "", "COPY public.t (a) FROM stdin;\n")
                .entry(4, "POLICY", "public", "t p", policy, null)
                .data(3, "TO shop\n", "\\.\n\n\n")
                .bytes();
    }

    private static byte[] passed(byte[] bytes, int piece) {
        var mapping = new RoleMapping(ROLES);
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += piece) {
            out.writeBytes(mapping.pass(bytes, at, Math.min(piece, bytes.length - at)));
        }
        return out.toByteArray();
    }
}
