package io.pgbelay.worker;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.stream.OpenPgpKeys;
import io.pgbelay.stream.OpenPgpOutput;
import io.pgbelay.stream.PlainOutput;
import io.pgbelay.stream.Recipients;
import io.pgbelay.stream.StageOutput;
import io.pgbelay.stream.UnusableKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a backup is locked up: the order's words, and the keys that the Pod was given for them. */
public sealed interface Seal {
    /** The stage that locks. */
    StageOutput out(OutputStream next) throws IOException;

    /** What the manifest says of it. */
    Manifest.@Nullable Encryption manifest();

    /** The way back; empty where this Pod cannot read what it wrote. */
    default Optional<Unpacking> unpacking(Compression compression) {
        return switch (this) {
            case None ignored -> Optional.of(new Unpacking(compression, null));
            case ByPassphrase secret -> Optional.of(new Unpacking(compression, OpenPgpKeys.of(secret.passphrase())));
            case ForRecipients ignored -> Optional.empty();
        };
    }

    /**
     * As the order wants it.
     *
     * @throws Failure where a key is missing or cannot be used: never is anything left open that should be locked
     */
    static Seal of(@Nullable Encryption encryption, Map<String, String> env, Instant now) throws IOException {
        if (encryption == null) {
            return new None();
        }
        return switch (encryption.method()) {
            case OpenPGP -> new ForRecipients(recipients(env, now));
            case Passphrase -> new ByPassphrase(Passphrase.of(env).orElseThrow(Passphrase::missing));
            case null ->
                throw new Failure(
                        FailureReason.SpecNotUnderstood, "the encryption is of no kind that this build knows");
        };
    }

    private static Recipients recipients(Map<String, String> env, Instant now) throws IOException {
        var file = env.get(PodEnv.RECIPIENTS);
        if (file == null || !Files.exists(Path.of(file))) {
            throw new Failure(
                    FailureReason.SecretMissing, "there is no file of recipients: its key is not in its source");
        }
        try {
            return Recipients.read(Files.readAllBytes(Path.of(file)), now);
        } catch (UnusableKey e) {
            throw new Failure(FailureReason.RecipientKeyUnusable, String.valueOf(e.getMessage()), e);
        }
    }

    /** Everybody may read it. */
    record None() implements Seal {
        @Override
        public StageOutput out(OutputStream next) {
            return new PlainOutput(next);
        }

        @Override
        public Manifest.@Nullable Encryption manifest() {
            return null;
        }
    }

    /** The owners of keys may read it, and we may not. */
    record ForRecipients(Recipients recipients) implements Seal {
        @Override
        public StageOutput out(OutputStream next) throws IOException {
            return OpenPgpOutput.forRecipients(next, recipients);
        }

        @Override
        public Manifest.Encryption manifest() {
            return new Manifest.Encryption(Encryption.Method.OpenPGP, recipients.fingerprints());
        }
    }

    /** Who knows the passphrase may read it. */
    record ByPassphrase(String passphrase) implements Seal {
        @Override
        public StageOutput out(OutputStream next) throws IOException {
            return OpenPgpOutput.byPassphrase(next, passphrase);
        }

        @Override
        public Manifest.Encryption manifest() {
            return new Manifest.Encryption(Encryption.Method.Passphrase, List.of());
        }

        @Override
        public String toString() {
            return "ByPassphrase[***]";
        }
    }
}
