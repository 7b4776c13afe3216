package dev.lekha.edge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lekha.edge.TokenBucket;
import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much may be asked at once: by one client, so that its flood does not starve the others, and
 * by all together, so that the platform does not drown. Nothing queues here; what is too much is
 * refused at once.
 */
@Component
final class Admission {
    private final HttpSettings.Flood limits;
    private final LongSupplier nanos;
    private final Semaphore all;
    private final Cache<String, Client> clients;

    /** One that was not seen for as long as its bucket takes to fill may be forgotten. */
    private final class Client {
        private final TokenBucket bucket =
                new TokenBucket(limits.perSecond(), limits.burst(), nanos);
        private final AtomicInteger running = new AtomicInteger();
    }

    /** One request that was let in; closed when it is over. */
    final class Ticket implements AutoCloseable {
        private final Client client;

        private Ticket(Client client) {
            this.client = client;
        }

        @Override
        public void close() {
            client.running.decrementAndGet();
            all.release();
        }
    }

    @Autowired
    Admission(HttpSettings settings) {
        this(settings.flood(), System::nanoTime);
    }

    Admission(HttpSettings.Flood limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.all = new Semaphore(limits.atOnce());
        this.clients =
                Caffeine.newBuilder()
                        .maximumSize(limits.clients())
                        .expireAfterAccess(
                                Duration.ofSeconds(limits.burst() / limits.perSecond() + 61))
                        .build();
    }

    /** Lets a request in at the cost of one of the client's tokens. */
    Ticket enter(String name) {
        if (!client(name).bucket.tryTake()) {
            throw new Refused(
                    Refused.Kind.TOO_MANY,
                    "rate-exceeded",
                    "More than " + limits.perSecond() + " requests a second.");
        }
        return hold(name);
    }

    /** Lets in what is part of a request, and no request yet: it takes room, but no token. */
    Ticket hold(String name) {
        var client = client(name);
        if (client.running.incrementAndGet() > limits.perClient()) {
            client.running.decrementAndGet();
            throw new Refused(
                    Refused.Kind.TOO_MANY,
                    "too-many-at-once",
                    "More than " + limits.perClient() + " requests at once.");
        }
        if (!all.tryAcquire()) {
            client.running.decrementAndGet();
            throw new Refused(
                    Refused.Kind.BUSY,
                    "overloaded",
                    "As many requests as may be are running already.");
        }
        return new Ticket(client);
    }

    private Client client(String name) {
        return clients.get(name, _ -> new Client());
    }
}
