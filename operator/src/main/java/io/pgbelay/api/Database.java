package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The database that is backed up, and how to reach it. */
@ValidationRule(value = Rules.TOOLS, message = Rules.TOOLS_WORDS)
public record Database(
        @JsonPropertyDescription("Host name or address of the server.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(value = Rules.HOST, message = Rules.HOST_WORDS)
        String host,

        @JsonPropertyDescription("Port of the server. Default: 5432.") @Default("5432") @Min(1) @Max(65535)
        Integer port,

        @JsonPropertyDescription("Name of the database.") @Required @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "Major version of the server; picks the image postgres:<version>. Default: the image's.")
        @Min(13)
        @Max(99)
        @Nullable
        Integer version,

        @JsonPropertyDescription("Image with pg_dump and pg_restore, instead of postgres:<version>. Default: none.")
        @Size(max = 512)
        String image,

        @JsonPropertyDescription("The role that dumps.") @Required
        DatabaseCredentials credentials,

        @JsonPropertyDescription("libpq's sslmode. Default: prefer.") @Default("prefer")
        SslMode sslMode,

        @JsonPropertyDescription("Certificate that signs the server's, in PEM. Default: none.") @Nullable
        SecretKey sslRootCert) {
    public Database {
        port = requireNonNullElse(port, 5432);
        image = requireNonNullElse(image, "");
        sslMode = requireNonNullElse(sslMode, SslMode.Prefer);
    }

    /** The server alone, to be asked with other credentials. */
    public Server server(RestoreAccess access) {
        return new Server(
                host, port, version, image, access.credentials(), sslMode, sslRootCert, "postgres", access.freeBytes());
    }

    /** Another database of the same server, asked by the same role. */
    public Database sibling(String other) {
        return new Database(host, port, other, version, image, credentials, sslMode, sslRootCert);
    }
}
