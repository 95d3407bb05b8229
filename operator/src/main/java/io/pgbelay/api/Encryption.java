package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a backup is locked up, as OpenPGP that gpg opens: exactly one way. */
@ValidationRule(
        value = "has(self.openpgp) != has(self.passphrase)",
        message = "name exactly one of openpgp and passphrase")
public record Encryption(
        @JsonPropertyDescription(
                "For the owners of keys: the cluster cannot read its own backups. Default: the passphrase locks.")
        @Nullable
        OpenPgp openpgp,

        @JsonPropertyDescription("By a passphrase in a Secret, of which the first line counts. Default: openpgp locks.")
        @ValidationRule(value = Rules.SECRET, message = Rules.SECRET_WORDS)
        @Nullable
        SecretKey passphrase) {

    /**
     * For the owners of private keys.
     *
     * @param recipients all of them, in one file of public keys
     */
    public record OpenPgp(
            @JsonPropertyDescription(
                    "The public keys, as gpg --export writes them, armored or not: each of their owners can read the backup.")
            @Required
            SecretKey recipients) {}

    /** Who can open a backup. */
    public enum Method {
        /** The owners of the private keys. */
        OpenPGP,
        /** Who knows the passphrase. */
        Passphrase
    }

    /** Who can open what is locked so; null where this build knows neither way. */
    public @Nullable Method method() {
        if (openpgp != null) {
            return Method.OpenPGP;
        }
        return passphrase == null ? null : Method.Passphrase;
    }
}
