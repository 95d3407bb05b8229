package io.pgbelay.worker;

import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Takes secrets out of whatever leaves the process. */
public final class Redaction {
    // Shorter ones would blot out half of every sentence, and are no secrets.
    private static final int SHORTEST = 4;
    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Of the secrets that stand in the environment. */
    public static Redaction of(Map<String, String> env) {
        return new Redaction(Stream.of(
                        PodEnv.PG_PASSWORD,
                        PodEnv.AWS_SECRET_ACCESS_KEY,
                        Side.FROM.variable(PodEnv.AWS_SECRET_ACCESS_KEY),
                        Side.TO.variable(PodEnv.AWS_SECRET_ACCESS_KEY),
                        "AWS_SESSION_TOKEN",
                        PodEnv.PASSPHRASE,
                        PodEnv.PRIVATE_KEY)
                .map(env::get)
                .filter(Objects::nonNull)
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without secrets. */
    public String clean(String text) {
        var clean = text;
        for (var secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
