package io.pgbelay.worker.dump;

import io.pgbelay.contract.Archive;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.RestoreCommands;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Codecs;
import io.pgbelay.worker.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands in the manifest, for bash. */
final class Shell {
    private final ObjectStore store;
    private final Packing packing;

    private Shell(ObjectStore store, Packing packing) {
        this.store = store;
        this.packing = packing;
    }

    static RestoreCommands commands(ObjectStore store, List<Archive> archives, Packing packing) {
        var shell = new Shell(store, packing);
        var check = archives.stream()
                .flatMap(archive -> archive.objects().stream())
                .map(object -> ShellWords.of(store.readingCommand(object.key())) + " | sha256sum -c <(echo "
                        + ShellWords.quoted(object.sha256() + "  -") + ")")
                .collect(Collectors.joining(" && "));
        var restore = "set -o pipefail; : \"${PGDATABASE:?the empty database to restore into}\"; "
                + asking(packing.seal().manifest())
                + (archives.size() == 1 ? shell.restore(archives.getFirst(), "") : shell.oneAfterAnother(archives));
        return new RestoreCommands("set -o pipefail; " + check, restore);
    }

    /** What makes tables, then all rows, then what is made when they are full. */
    private String oneAfterAnother(List<Archive> archives) {
        var first = archives.getFirst();
        var steps = new ArrayList<String>();
        steps.add(restore(first, " '--section=pre-data'"));
        archives.stream().skip(1).forEach(rows -> steps.add(restore(rows, "")));
        steps.add(restore(first, " '--section=post-data'"));
        return String.join(" && ", steps);
    }

    private String restore(Archive archive, String section) {
        var read = archive.objects().stream()
                .map(StoredObject::key)
                .map(key -> ShellWords.of(store.readingCommand(key)))
                .collect(Collectors.joining(" && "));
        return unlocking(packing.seal().manifest(), "{ " + read + "; }") + " | "
                + ShellWords.of(Codecs.command(packing.compression()))
                + " | " + ShellWords.of(Codecs.command(packing.format()))
                + section
                + " --dbname=\"$PGDATABASE\"";
    }

    /** Nothing begins before the passphrase is there. */
    private static String asking(Manifest.@Nullable Encryption encryption) {
        if (encryption == null) {
            return "";
        }
        return switch (encryption.method()) {
            case OpenPGP -> "";
            case Passphrase -> ": \"${PASSPHRASE:?of this backup}\"; ";
        };
    }

    /** The passphrase goes by a pipe of its own: it stands in no argument, where everybody could read it. */
    private static String unlocking(Manifest.@Nullable Encryption encryption, String read) {
        if (encryption == null) {
            return read;
        }
        var gpg = ShellWords.of(Codecs.command(encryption.method()));
        return switch (encryption.method()) {
            case OpenPGP -> read + " | " + gpg;
            case Passphrase -> read + " | " + gpg + " 3< <(printf '%s\\n' \"$PASSPHRASE\")";
        };
    }
}
