package io.pgbelay.worker;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.PodEnv;
import java.util.Map;
import java.util.Optional;

/** The passphrase that the Pod was given: the first line alone, as gpg reads it from a file, and as files end in one. */
final class Passphrase {
    private Passphrase() {}

    static Optional<String> of(Map<String, String> env) {
        return Optional.ofNullable(env.get(PodEnv.PASSPHRASE))
                .map(text -> text.lines().findFirst().orElse(""))
                .filter(line -> !line.isEmpty());
    }

    static Failure missing() {
        return new Failure(FailureReason.SecretMissing, "the passphrase is empty, or was not given to this Pod");
    }
}
