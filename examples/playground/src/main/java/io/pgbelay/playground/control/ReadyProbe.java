package io.pgbelay.playground.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks an API server whether it is ready; one that cannot be reached is not. */
final class ReadyProbe implements BooleanSupplier {

    private final HttpRequest request;
    private final Identity identity;

    ReadyProbe(String url, Identity identity) {
        this.request = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        this.identity = identity;
    }

    @Override
    public boolean getAsBoolean() {
        // A client for each question: a connection kept from before a restart would answer with its death.
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(identity.tls()).build()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
