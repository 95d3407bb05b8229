package io.pgbelay.job;

import io.pgbelay.api.Decryption;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.SecretKey;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys that the mover needs. Only who restores ever gets a private one. */
final class KeyAccess {
    private KeyAccess() {}

    static Access of(Order order) {
        return switch (order) {
            case Order.Dump dump -> locking(dump.encryption());
            case Order.Prune ignored -> Access.NONE;
            case Order.Restore restore -> opening(restore.decryption());
            case Order.Swap swap ->
                swap.build() == null ? Access.NONE : opening(swap.build().decryption());
            case Order.Overwrite overwrite -> opening(overwrite.build().decryption());
            case Order.Rehearse ignored -> Access.NONE;
            case Order.Settle ignored -> Access.NONE;
            case Order.Retire ignored -> Access.NONE;
            case Order.Catalog ignored -> Access.NONE;
            case Order.Copy ignored -> Access.NONE;
        };
    }

    private static Access locking(@Nullable Encryption encryption) {
        if (encryption == null) {
            return Access.NONE;
        }
        var recipients =
                encryption.openpgp() == null ? null : encryption.openpgp().recipients();
        return Access.file(PodEnv.RECIPIENTS, "recipients", recipients)
                .and(secret(PodEnv.PASSPHRASE, encryption.passphrase()));
    }

    private static Access opening(@Nullable Decryption decryption) {
        return decryption == null
                ? Access.NONE
                : secret(PodEnv.PRIVATE_KEY, decryption.privateKey())
                        .and(secret(PodEnv.PASSPHRASE, decryption.passphrase()));
    }

    private static Access secret(String variable, @Nullable SecretKey source) {
        if (source == null) {
            return Access.NONE;
        }
        var secretName = Objects.requireNonNullElse(source.secretName(), "");
        return new Access(List.of(Access.secret(variable, secretName, source.key())), List.of(), List.of());
    }
}
