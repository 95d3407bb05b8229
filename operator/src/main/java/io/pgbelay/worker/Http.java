package io.pgbelay.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One question by GET, and whether the answer is the one that is expected. No redirect is followed, and the body is
 * not read: whoever answers can neither send us elsewhere nor keep us busy.
 */
final class Http {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** What is wrong with the answer; null where it is the one that is expected. */
    @Nullable
    String trouble(String url, int expected, Duration timeout) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(timeout)
                .header("User-Agent", "pgbelay-probe")
                .build();
        var asked = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            var answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            answer.body().close();
            return answer.statusCode() == expected ? null : "it answered " + answer.statusCode() + ", not " + expected;
        } catch (TimeoutException e) {
            asked.cancel(true);
            return "no answer within " + timeout.toSeconds() + " s";
        } catch (ExecutionException | IOException e) {
            return "no answer: " + (e.getCause() == null ? e : e.getCause());
        }
    }
}
