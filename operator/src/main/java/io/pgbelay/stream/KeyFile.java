package io.pgbelay.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** What stands in a file of keys: armored blocks one after another, with any text between them, or the bare packets. */
final class KeyFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PGP ([A-Z ]+)-----.*?-----END PGP \\1-----", Pattern.DOTALL);

    private KeyFile() {}

    /** All objects of the file, as the library knows them. */
    static List<Object> read(byte[] file) throws UnusableKey {
        var text = new String(file, StandardCharsets.ISO_8859_1);
        var blocks = BLOCK.matcher(text).results().map(MatchResult::group).toList();
        var objects = new ArrayList<>();
        try {
            for (var block : blocks) {
                objects.addAll(objects(new ArmoredInputStream(
                        new ByteArrayInputStream((block + "\n").getBytes(StandardCharsets.ISO_8859_1)))));
            }
            return blocks.isEmpty() ? objects(new ByteArrayInputStream(file)) : objects;
        } catch (IOException | PGPRuntimeOperationException | IllegalArgumentException e) {
            throw new UnusableKey("this is no file of OpenPGP keys: " + e.getMessage(), e);
        }
    }

    private static List<Object> objects(InputStream packets) throws IOException {
        var factory = new BcPGPObjectFactory(packets);
        var objects = new ArrayList<>();
        for (var next = factory.nextObject(); next != null; next = factory.nextObject()) {
            objects.add(next);
        }
        return objects;
    }
}
