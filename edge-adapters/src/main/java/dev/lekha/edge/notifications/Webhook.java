package dev.lekha.edge.notifications;

import dev.lekha.edge.CloudEvent;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Sends a notification to the subscriber's endpoint, signed (Standard Webhooks). Redirects are not
 * followed, and of an answer only the status is read.
 */
final class Webhook implements Sender, AutoCloseable {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final NotificationSettings settings;
    private final Secrets secrets;
    private final Addresses addresses;
    private final InstantSource clock;
    private final HttpClient client;

    Webhook(NotificationSettings settings, Secrets secrets, InstantSource clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.addresses = new Addresses(settings.addresses());
        this.clock = clock;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.connectTimeout())
                        .executor(
                                Executors.newThreadPerTaskExecutor(
                                        Thread.ofVirtual().name("webhook-", 0).factory()))
                        .build();
    }

    @Override
    public Attempt send(Notification notification) throws InterruptedException {
        try {
            var endpoint = URI.create(notification.subscription().endpoint());
            var refused = addresses.refused(String.valueOf(endpoint.getHost()));
            return refused.isPresent()
                    ? new Attempt.Hopeless(
                            "address-refused",
                            refused.get().getHostAddress() + " may not be reached from here.")
                    : exchange(request(endpoint, notification));
        } catch (IllegalArgumentException unusable) {
            return new Attempt.Hopeless("endpoint-unusable", String.valueOf(unusable.getMessage()));
        } catch (UnknownHostException unknown) {
            return Attempt.failed("unreachable", "unknown host: " + unknown.getMessage());
        }
    }

    private HttpRequest request(URI endpoint, Notification notification) {
        var id = notification.id();
        var subscription = notification.subscription();
        var secret = secrets.of(subscription.tenant(), subscription.subscription());
        long now = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", CloudEvent.STRUCTURED)
                .header("User-Agent", "Lekha")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header(
                        "webhook-signature",
                        WebhookSignature.of(secret, id, now, notification.body()))
                .POST(BodyPublishers.ofByteArray(notification.body()))
                .build();
    }

    /** The time-out of a request would end with the headers; this one spans the whole answer. */
    private Attempt exchange(HttpRequest request) throws InterruptedException {
        var answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            return outcome(answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Attempt.failed("timed-out", "no answer within " + settings.timeout());
        } catch (ExecutionException failed) {
            return Attempt.failed("unreachable", String.valueOf(failed.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static Attempt outcome(HttpResponse<?> answer) {
        int status = answer.statusCode();
        var reason = "status-" + status;
        var detail = "the endpoint answered " + status;
        if (status >= 200 && status < 300) {
            return new Attempt.Taken();
        }
        if (status == 410) {
            return new Attempt.Hopeless("gone", detail);
        }
        return status == 408 || status == 429 || status >= 500
                ? new Attempt.Failed(reason, detail, pause(answer))
                : new Attempt.Hopeless(reason, detail);
    }

    /** Of {@code Retry-After} in seconds; the form with a date is rare, and passed over. */
    private static Duration pause(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
