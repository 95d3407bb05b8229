package io.pgbelay.worker;

import io.pgbelay.api.Compression;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.stream.OpenPgpInput;
import io.pgbelay.stream.OpenPgpKeys;
import io.pgbelay.stream.UnusableKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way from stored bytes to the dump.
 *
 * @param keys what opens it; absent where it is not locked
 */
public record Unpacking(Compression compression, @Nullable OpenPgpKeys keys) implements Opening {
    /**
     * As the manifest says, with the keys that the Pod was given.
     *
     * @throws Failure where there are none, or none that is one
     */
    public static Unpacking of(Manifest manifest, Map<String, String> env) {
        var encryption = manifest.encryption();
        return new Unpacking(manifest.compression(), encryption == null ? null : keys(encryption, env));
    }

    @Override
    public InputStream open(InputStream stored) throws IOException {
        return Codecs.in(compression, keys == null ? stored : OpenPgpInput.open(stored, keys));
    }

    private static OpenPgpKeys keys(Manifest.Encryption encryption, Map<String, String> env) {
        var passphrase = Passphrase.of(env);
        return switch (encryption.method()) {
            case Passphrase -> OpenPgpKeys.of(passphrase.orElseThrow(() -> missing("its passphrase")));
            case OpenPGP -> ofOwner(env, passphrase.orElse(null));
        };
    }

    /** Whatever keys the Pod was given, for a message of which nobody says how it was locked. */
    static OpenPgpKeys keys(Map<String, String> env) {
        var passphrase = Passphrase.of(env);
        return env.containsKey(PodEnv.PRIVATE_KEY)
                ? ofOwner(env, passphrase.orElse(null))
                : OpenPgpKeys.of(passphrase.orElseThrow(() -> missing("a private key or a passphrase")));
    }

    private static OpenPgpKeys ofOwner(Map<String, String> env, @Nullable String passphrase) {
        var file = env.get(PodEnv.PRIVATE_KEY);
        if (file == null) {
            throw missing("the private key of one of its recipients");
        }
        try {
            return OpenPgpKeys.of(file.getBytes(StandardCharsets.UTF_8), passphrase);
        } catch (UnusableKey e) {
            throw new Failure(FailureReason.DecryptionKeyWrong, String.valueOf(e.getMessage()), e);
        }
    }

    private static Failure missing(String what) {
        return new Failure(FailureReason.DecryptionKeyMissing, "the backup is encrypted: it takes " + what);
    }

    /** Never with the keys. */
    @Override
    public String toString() {
        return "Unpacking[" + compression + (keys == null ? "]" : ", locked]");
    }
}
