package io.pgbelay.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way back from {@link OpenPgpOutput}, and from what gpg itself wrote, compressed or not, armored or not.
 *
 * <p>Bytes come before anybody can know that they are the right ones, so none may be believed before the end: only there
 * is the MDC compared. A message without one is refused. Throws {@link Locked} where no key fits, {@link Damaged} where the
 * message is not whole; what the source throws passes as it comes.
 */
public final class OpenPgpInput extends InputStream {
    private static final int BUFFER = 64 * 1024;
    private static final int BINARY = 0x80;

    private final Source source;
    private final PGPEncryptedData message;
    private final InputStream content;
    private boolean ended;

    private OpenPgpInput(Source source, OpenPgpKeys keys) throws IOException, PGPException {
        this.source = source;
        var opened = Unlocking.open(list(source), keys);
        this.message = opened.message();
        this.content = content(opened.clear());
    }

    /** Opens a message; reads as much of it as shows whether a key fits. */
    public static InputStream open(InputStream message, OpenPgpKeys keys) throws IOException {
        var source = new Source(message);
        try {
            return new OpenPgpInput(source, keys);
        } catch (IOException | PGPException | RuntimeException e) {
            throw source.judge(e);
        }
    }

    private static PGPEncryptedDataList list(InputStream source) throws IOException {
        var packets = new BcPGPObjectFactory(packets(source));
        for (var next = packets.nextObject(); next != null; next = packets.nextObject()) {
            if (next instanceof PGPEncryptedDataList list) {
                return list;
            }
        }
        throw new IOException("this is no encrypted OpenPGP message");
    }

    /** A packet begins with a bit that no armor begins with. */
    private static InputStream packets(InputStream source) throws IOException {
        var buffered = new BufferedInputStream(source, BUFFER);
        buffered.mark(1);
        var first = buffered.read();
        buffered.reset();
        return first >= 0 && (first & BINARY) == 0 ? new ArmoredInputStream(buffered) : buffered;
    }

    private static InputStream content(InputStream clear) throws IOException, PGPException {
        var packets = new BcPGPObjectFactory(clear);
        for (var next = packets.nextObject(); next != null; next = packets.nextObject()) {
            if (next instanceof PGPLiteralData literal) {
                return literal.getInputStream();
            }
            if (next instanceof PGPCompressedData compressed) {
                return content(compressed.getDataStream());
            }
        }
        throw new IOException("the message is empty");
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            var count = content.read(buffer, offset, length);
            if (count < 0) {
                end();
            }
            return count;
        } catch (IOException | PGPException | RuntimeException e) {
            throw source.judge(e);
        }
    }

    private void end() throws IOException, PGPException {
        ended = true;
        if (!message.verify()) {
            throw new IOException("the MDC of the message is not that of its content");
        }
    }

    /** Remembers what the source throws: all else is the message's fault. */
    private static final class Source extends BulkInput {
        private @Nullable IOException broken;
        private @Nullable RuntimeException refused;

        Source(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                broken = e;
                throw e;
            } catch (RuntimeException e) {
                refused = e;
                throw e;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        IOException judge(Exception thrown) {
            if (refused != null) {
                throw refused;
            }
            if (broken != null) {
                return broken;
            }
            return thrown instanceof Locked locked ? locked : new Damaged(thrown);
        }
    }
}
