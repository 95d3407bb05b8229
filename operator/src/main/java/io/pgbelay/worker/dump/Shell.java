package io.pgbelay.worker.dump;

import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.RestoreCommands;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Codecs;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands in the manifest, for bash. Every word is quoted: a database may have any name. */
final class Shell {
    private Shell() {}

    static RestoreCommands commands(ObjectStore store, List<StoredObject> objects, Packing packing) {
        var check = objects.stream()
                .map(object -> words(store.readingCommand(object.key())) + " | sha256sum -c <(echo "
                        + quoted(object.sha256() + "  -") + ")")
                .collect(Collectors.joining(" && "));
        var read = objects.stream()
                .map(object -> words(store.readingCommand(object.key())))
                .collect(Collectors.joining(" && "));
        var restore = "set -o pipefail; : \"${PGDATABASE:?the empty database to restore into}\"; "
                + unlocking(packing.seal().manifest(), "{ " + read + "; }") + " | "
                + words(Codecs.command(packing.compression()))
                + " | " + words(Codecs.command(packing.format()))
                + " --dbname=\"$PGDATABASE\"";
        return new RestoreCommands("set -o pipefail; " + check, restore);
    }

    /** The passphrase goes by a pipe of its own: it stands in no argument, where everybody could read it. */
    private static String unlocking(Manifest.@Nullable Encryption encryption, String read) {
        if (encryption == null) {
            return read;
        }
        var gpg = words(Codecs.command(encryption.method()));
        return switch (encryption.method()) {
            case OpenPGP -> read + " | " + gpg;
            case Passphrase ->
                ": \"${PASSPHRASE:?of this backup}\"; " + read + " | " + gpg + " 3< <(printf '%s\\n' \"$PASSPHRASE\")";
        };
    }

    private static String words(List<String> words) {
        return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
