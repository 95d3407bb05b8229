package io.pgbelay.playground.s3;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a request on its way to the S3 server.
 *
 * @param target path and query as they were sent
 * @param raw the head's bytes, one char each, with the empty line that ends it
 */
public record Request(String method, String target, String raw) {

    static Request parse(String head) {
        List<String> words = List.of(head.substring(0, head.indexOf('\r')).split(" ", -1));
        return new Request(words.get(0), words.get(1), head);
    }

    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    public Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return raw.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .findFirst();
    }

    long contentLength() {
        return header("Content-Length").map(Long::parseLong).orElse(0L);
    }

    boolean chunked() {
        return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
