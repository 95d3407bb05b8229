package io.pgbelay.api;

/**
 * What the schema can tell of a cron expression, as CEL: the form of each field, and the range of its numbers.
 *
 * <p>One rule for each field, so that the refusal names the wrong one. What only arithmetic can tell (a range that
 * begins after its end) is told by the operator, in a condition.
 */
final class CronRules {
    private static final String FIVE_FIELDS = "\\s*[^@\\s]\\S*(\\s+\\S+){4}\\s*";

    static final String FORM = "self.matches(r'^(@(hourly|daily|midnight|weekly|monthly|yearly|annually)"
            + "|@every (([0-9]+([.][0-9]*)?|[.][0-9]+)(h|m|s|ms|us|ns))+|" + FIVE_FIELDS + ")$')";
    static final String FORM_WORDS =
            "write five fields (minute hour day month weekday) or a macro such as @daily; the zone stands in timeZone";

    // A field is a list of parts, each of a star, a number, a range or H, and perhaps a step. The text ends in a blank,
    // so that every part ends in a comma or a blank; as there are five fields, the part in the middle is just one.
    private static final String WHERE_FIELDS =
            "!self.matches(r'^" + FIVE_FIELDS + "$') || (self + ' ').matches(r'^\\s*";
    private static final String A = "(,*([*?](-[^/,\\s]*)?|";
    private static final String B = "(-";
    private static final String C = ")?|H([(]";
    private static final String D = "-";
    private static final String E = "[)])?)(/[+]?0*[1-9][0-9]*)?(,+|,*\\s+))+";
    private static final String REST = "(\\S+\\s+)";
    private static final String END = "$')";

    private static final String MINUTE_VALUE = "[+]?0*[1-5]?[0-9]";
    static final String MINUTE = WHERE_FIELDS
            + (A + MINUTE_VALUE + B + MINUTE_VALUE + C + MINUTE_VALUE + D + MINUTE_VALUE + E)
            + (REST + "{4}" + END);
    static final String MINUTE_WORDS = "the first field is the minute: 0 to 59, *, a range, a step, a list or H";

    private static final String HOUR_VALUE = "[+]?0*(1?[0-9]|2[0-3])";
    static final String HOUR = WHERE_FIELDS
            + (REST + A + HOUR_VALUE + B + HOUR_VALUE + C + HOUR_VALUE + D + HOUR_VALUE + E)
            + (REST + "{3}" + END);
    static final String HOUR_WORDS = "the second field is the hour: 0 to 23, *, a range, a step, a list or H";

    private static final String DAY_VALUE = "[+]?0*([1-9]|[12][0-9]|3[01])";
    static final String DAY = WHERE_FIELDS
            + (REST + "{2}" + A + DAY_VALUE + B + DAY_VALUE + C + DAY_VALUE + D + DAY_VALUE + E)
            + (REST + "{2}" + END);
    static final String DAY_WORDS = "the third field is the day of month: 1 to 31, *, a range, a step, a list or H";

    private static final String MONTH_VALUE =
            "([+]?0*([1-9]|1[0-2])|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))";
    static final String MONTH = WHERE_FIELDS
            + (REST + "{3}" + A + MONTH_VALUE + B + MONTH_VALUE + C + MONTH_VALUE + D + MONTH_VALUE + E)
            + (REST + END);
    static final String MONTH_WORDS =
            "the fourth field is the month: 1 to 12 or jan to dec, *, a range, a step, a list or H";

    private static final String WEEKDAY_VALUE = "([+]?0*[0-6]|(?i:sun|mon|tue|wed|thu|fri|sat))";
    static final String WEEKDAY = WHERE_FIELDS
            + (REST + "{4}" + A + WEEKDAY_VALUE + B + WEEKDAY_VALUE + C + WEEKDAY_VALUE + D + WEEKDAY_VALUE + E)
            + END;
    static final String WEEKDAY_WORDS =
            "the fifth field is the day of week: 0 (Sunday) to 6 or sun to sat, *, a range, a step, a list or H";

    private CronRules() {}
}
