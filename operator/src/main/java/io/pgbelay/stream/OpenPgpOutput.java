package io.pgbelay.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.operator.PGPKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/**
 * An OpenPGP message that gpg 2.2 opens: AES-256 with an MDC (gpg before 2.3 knows no AEAD), the session key for each
 * recipient or derived from a passphrase, no compression of its own, in packets of partial length.
 *
 * <p>Keys are handled by the library itself, which needs no provider for that; the bytes go through the JDK's cipher,
 * which knows the processor's instructions.
 */
public final class OpenPgpOutput extends StageOutput {
    private static final int CHUNK = 64 * 1024;
    /** RFC 4880, 3.7.1.3: the most that can be said, 65,011,712 bytes go through the hash. */
    private static final int LONGEST_S2K = 0xff;

    private final PGPEncryptedDataGenerator message;
    private final PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
    private final OutputStream content;

    private OpenPgpOutput(OutputStream next, List<PGPKeyEncryptionMethodGenerator> keys) throws IOException {
        message = new PGPEncryptedDataGenerator(
                new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(true));
        keys.forEach(message::addMethod);
        try {
            var encrypted = message.open(next, new byte[CHUNK]);
            content = literal.open(encrypted, PGPLiteralData.BINARY, "", PGPLiteralData.NOW, new byte[CHUNK]);
        } catch (PGPException e) {
            throw new IOException("OpenPGP: " + e.getMessage(), e);
        }
    }

    /** For the owners of these keys. */
    public static OpenPgpOutput forRecipients(OutputStream next, Recipients recipients) throws IOException {
        return new OpenPgpOutput(
                next,
                recipients.keys().stream()
                        .<PGPKeyEncryptionMethodGenerator>map(BcPublicKeyKeyEncryptionMethodGenerator::new)
                        .toList());
    }

    /** For whoever knows this passphrase. */
    public static OpenPgpOutput byPassphrase(OutputStream next, String passphrase) throws IOException {
        try {
            var hash = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256);
            return new OpenPgpOutput(
                    next, List.of(new BcPBEKeyEncryptionMethodGenerator(passphrase.toCharArray(), hash, LONGEST_S2K)));
        } catch (PGPException e) {
            throw new IOException("OpenPGP: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        content.write(buffer, offset, length);
    }

    @Override
    public void finish() throws IOException {
        literal.close();
        message.close();
    }
}
