package io.pgbelay.playground.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which command stands for which image. What is not mapped cannot be pulled. */
public final class Images {

    private record Entry(Pattern pattern, ImageCommand command) {}

    private final List<Entry> entries;

    private Images(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    public static Builder builder() {
        return new Builder();
    }

    public static Images none() {
        return builder().build();
    }

    /** The first mapped pattern that fits decides. */
    public Optional<ImageCommand> find(String image) {
        return entries.stream()
                .filter(entry -> entry.pattern().matcher(image).matches())
                .map(Entry::command)
                .findFirst();
    }

    /** Collects the mappings, in the order in which they are looked at. */
    public static final class Builder {

        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /**
         * Maps an image.
         *
         * @param pattern an image's name; {@code *} stands for anything, so {@code postgres:*} is any tag of postgres, and
         *     a pattern without a tag means any tag or digest
         */
        public Builder map(String pattern, ImageCommand command) {
            String lastPart = pattern.substring(pattern.lastIndexOf('/') + 1);
            boolean anyTag = !lastPart.contains(":") && !lastPart.contains("@") && !pattern.endsWith("*");
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q") + (anyTag ? "([:@].*)?" : "");
            entries.add(new Entry(Pattern.compile(regex), command));
            return this;
        }

        public Images build() {
            return new Images(entries);
        }
    }
}
