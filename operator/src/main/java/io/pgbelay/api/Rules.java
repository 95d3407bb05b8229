package io.pgbelay.api;

/** Rules of the schema that several records share, as CEL, each with the words of its refusal. */
final class Rules {
    static final String DURATION = "self.matches(r'" + Durations.PATTERN + "') && self.matches('[1-9]')";
    static final String DURATION_WORDS = "write a duration longer than nothing, such as 7d, 1h30m or 45s";

    static final String TIME = "self.matches(r'^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
            + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$') && timestamp(self).getFullYear() > 0";
    static final String TIME_WORDS = "write a time in UTC such as 2026-11-20T01:30:00Z";

    static final String ZONE =
            "!self.matches('^([+-].*|Local)$')" + " && timestamp('2026-01-01T00:00:00Z').getHours(self) >= 0";
    static final String ZONE_WORDS = "write an IANA time zone such as Europe/Berlin";

    static final String HOST = "self.matches('^[A-Za-z0-9_:.-]+$')";
    static final String HOST_WORDS = "write a host name or an address alone, without scheme and port";

    static final String TOOLS = "has(self.version) || (has(self.image) && self.image != '')";
    static final String TOOLS_WORDS = "say the server's major in version, or name an image";

    static final String SECRET = "has(self.secretName)";
    static final String SECRET_WORDS = "this is secret: keep it in a Secret (secretName), not in a ConfigMap";
    static final String QUALIFIED = "self.all(pattern, pattern.contains('.'))";
    static final String QUALIFIED_WORDS = "write a schema and a table, such as sales.orders or sales.*";

    private Rules() {}
}
