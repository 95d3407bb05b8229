package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What opens encrypted backups. Only the Pod of a restore ever sees it. */
@ValidationRule(
        value = "has(self.privateKey) || has(self.passphrase)",
        message = "name a privateKey, a passphrase, or both")
public record Decryption(
        @JsonPropertyDescription(
                "A private key in a Secret, as gpg --armor --export-secret-keys writes it. Default: the passphrase opens.")
        @ValidationRule(value = Rules.SECRET, message = Rules.SECRET_WORDS)
        @Nullable
        SecretKey privateKey,

        @JsonPropertyDescription(
                "The passphrase of the backup, or of the private key, in a Secret; its first line counts. Default: none.")
        @ValidationRule(value = Rules.SECRET, message = Rules.SECRET_WORDS)
        @Nullable
        SecretKey passphrase) {

    /** Whether this can open what was locked so. */
    public boolean opens(Encryption.Method method) {
        return switch (method) {
            case OpenPGP -> privateKey != null;
            case Passphrase -> passphrase != null;
        };
    }
}
