package io.pgbelay.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The playground as variables that kubectl, psql and aws understand, in a file for the shell. */
public final class Env {

    private Env() {}

    public static Map<String, String> of(Playground playground) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KUBECONFIG", playground.controlPlane().kubeconfig().toString());
        variables.put("PGHOST", playground.postgres().host());
        variables.put("PGPORT", Integer.toString(playground.postgres().port()));
        variables.put("PGUSER", playground.postgres().user());
        variables.put("PGPASSWORD", playground.postgres().password());
        variables.put("AWS_ENDPOINT_URL", playground.s3().endpoint().toString());
        variables.put("AWS_ACCESS_KEY_ID", playground.s3().accessKey());
        variables.put("AWS_SECRET_ACCESS_KEY", playground.s3().secretKey());
        variables.put("AWS_REGION", playground.s3().region());
        playground.options().buckets().stream().findFirst().ifPresent(bucket -> variables.put("BUCKET", bucket));
        return variables;
    }

    /** Writes the file, readable by its owner alone; the matching kubectl and psql come first on PATH. */
    public static Path write(Playground playground, Path file) {
        String exports = of(playground).entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + quoted(variable.getValue()) + "\n")
                .collect(Collectors.joining());
        String path = "export PATH="
                + quoted(playground.controlPlane().kubectl().getParent() + ":"
                        + playground.postgres().binDir())
                + ":\"$PATH\"\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, exports + path, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
