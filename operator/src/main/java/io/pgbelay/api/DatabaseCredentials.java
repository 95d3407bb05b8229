package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where a Postgres role's name and password stand: a Secret of this namespace, read by the Job's Pod alone. */
public record DatabaseCredentials(
        @JsonPropertyDescription("Name of a Secret in this namespace.") @Required @Size(min = 1, max = 253)
        String secretName,

        @JsonPropertyDescription("Key of the role's name. Default: username.")
        @Default("username")
        @Size(min = 1, max = 253)
        String usernameKey,

        @JsonPropertyDescription("Key of the password. Default: password.")
        @Default("password")
        @Size(min = 1, max = 253)
        String passwordKey) {
    public DatabaseCredentials {
        usernameKey = requireNonNullElse(usernameKey, "username");
        passwordKey = requireNonNullElse(passwordKey, "password");
    }
}
