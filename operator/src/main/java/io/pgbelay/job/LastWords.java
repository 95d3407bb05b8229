package io.pgbelay.job;

import java.util.regex.Pattern;

/**
 * The end of what a command of somebody else's said. It goes into a status that many may read: what looks like a password in
 * a URL or a setting is taken out.
 */
final class LastWords {
    private static final int LONGEST = 1000;
    private static final Pattern IN_A_URL = Pattern.compile("://[^@/\\s]*@");
    private static final Pattern IN_A_SETTING =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|\\S+)");

    private LastWords() {}

    static String of(String said) {
        var clean = IN_A_SETTING
                .matcher(IN_A_URL.matcher(said).replaceAll("://***@"))
                .replaceAll("$1***");
        return clean.length() <= LONGEST ? clean : "..." + clean.substring(clean.length() - LONGEST);
    }
}
