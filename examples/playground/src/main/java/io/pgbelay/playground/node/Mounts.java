package io.pgbelay.playground.node;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a container's mount paths really are. */
record Mounts(Map<String, Path> hostPaths) {

    Mounts {
        Map<String, Path> longestFirst = new LinkedHashMap<>();
        hostPaths.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Path> entry) ->
                                entry.getKey().length())
                        .reversed())
                .forEach(entry -> longestFirst.put(entry.getKey(), entry.getValue()));
        hostPaths = longestFirst;
    }

    /**
     * The text with each mount path in it replaced. Only whole paths count: {@code /work} is found in {@code /work},
     * {@code /work/x} and {@code a=/work:/b}, not in {@code /works}, {@code /my/work} or {@code s3://bucket/work}.
     */
    String rewrite(String text) {
        if (hostPaths.isEmpty()) {
            return text;
        }
        String alternatives =
                String.join("|", hostPaths.keySet().stream().map(Pattern::quote).toList());
        Pattern whole = Pattern.compile("(?:(?<=file://)|(?<![\\w.)/%@-]))(" + alternatives + ")(?![\\w.%@-])");
        return whole.matcher(text).replaceAll(this::hostPath);
    }

    private String hostPath(MatchResult match) {
        return Matcher.quoteReplacement(String.valueOf(hostPaths.get(match.group(1))));
    }

    /** The host directory of a path inside one of the mounts. */
    Optional<Path> find(String path) {
        List<Map.Entry<String, Path>> fitting = hostPaths.entrySet().stream()
                .filter(entry -> path.equals(entry.getKey()) || path.startsWith(entry.getKey() + "/"))
                .toList();
        return fitting.stream().findFirst().map(entry -> {
            String below = path.substring(entry.getKey().length());
            return below.isEmpty() ? entry.getValue() : entry.getValue().resolve(below.substring(1));
        });
    }
}
