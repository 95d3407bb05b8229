package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** libpq's sslmode, see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq-ssl</a>. */
public enum SslMode {
    @JsonProperty("disable")
    Disable("disable"),
    @JsonProperty("prefer")
    Prefer("prefer"),
    @JsonProperty("require")
    Require("require"),
    @JsonProperty("verify-ca")
    VerifyCa("verify-ca"),
    @JsonProperty("verify-full")
    VerifyFull("verify-full");

    private final String word;

    SslMode(String word) {
        this.word = word;
    }

    /** The word as libpq and pgjdbc write it. */
    public String word() {
        return word;
    }
}
