package io.pgbelay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page between two comments, which a benchmark writes. */
record Marked(Path page, String begin, String end) {
    /** Puts this text there instead of what was there. */
    void write(String text) throws IOException {
        var old = Files.readString(page);
        var before = old.substring(0, old.indexOf(begin) + begin.length());
        Files.writeString(page, before + "\n" + text + old.substring(old.indexOf(end)));
    }
}
