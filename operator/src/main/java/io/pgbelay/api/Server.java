package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** A server in which a database is to be made. */
@ValidationRule(value = Rules.TOOLS, message = Rules.TOOLS_WORDS)
public record Server(
        @JsonPropertyDescription("Host name or address of the server.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(value = Rules.HOST, message = Rules.HOST_WORDS)
        String host,

        @JsonPropertyDescription("Port of the server. Default: 5432.") @Default("5432") @Min(1) @Max(65535)
        Integer port,

        @JsonPropertyDescription(
                "Major version of the server; picks the image postgres:<version>. Default: the image's.")
        @Min(13)
        @Max(99)
        @Nullable
        Integer version,

        @JsonPropertyDescription("Image with pg_restore, instead of postgres:<version>. Default: none.")
        @Size(max = 512)
        String image,

        @JsonPropertyDescription("A role that may create databases.") @Required
        DatabaseCredentials credentials,

        @JsonPropertyDescription("libpq's sslmode. Default: prefer.") @Default("prefer")
        SslMode sslMode,

        @JsonPropertyDescription("Certificate that signs the server's, in PEM. Default: none.") @Nullable
        SecretKey sslRootCert,

        @JsonPropertyDescription("Database to connect to while others are made. Default: postgres.")
        @Default("postgres")
        @Size(min = 1, max = 63)
        String maintenanceDatabase,

        @JsonPropertyDescription(
                "Room on its disk for a second copy, such as 200Gi; SQL cannot see it. Default: nobody knows.")
        @Nullable
        Quantity freeBytes) {
    public Server {
        port = requireNonNullElse(port, 5432);
        image = requireNonNullElse(image, "");
        sslMode = requireNonNullElse(sslMode, SslMode.Prefer);
        maintenanceDatabase = requireNonNullElse(maintenanceDatabase, "postgres");
    }

    /** One of its databases, asked by the same role. */
    public Database database(String name) {
        return new Database(host, port, name, version, image, credentials, sslMode, sslRootCert);
    }
}
