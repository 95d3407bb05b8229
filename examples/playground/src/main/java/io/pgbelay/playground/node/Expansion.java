package io.pgbelay.playground.node;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes' {@code $(NAME)} in values, commands and arguments; {@code $$(NAME)} is the escape. */
final class Expansion {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]+)\\)");

    private Expansion() {}

    /** A name that is not there stays as it is written. */
    static String expand(String text, Map<String, String> variables) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? "$" : variables.getOrDefault(match.group(1), match.group())));
    }
}
