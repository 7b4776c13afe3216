package dev.lekha.app;

import static dev.lekha.kernel.Refused.Kind.BUSY;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.projection.Views;
import dev.lekha.projection.registration.Credentials.Credential;
import dev.lekha.projection.registration.Nodes.Node;
import dev.lekha.query.Positions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers doors from the views of registration. What is not found there is looked for again once
 * the view has come to the end of the log, so that what was just registered is known. What a
 * command rests on is decided by the command itself; here a door only learns whom to let in.
 */
public final class Registry implements Authenticator {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * Doors ask about a node with every report; a deregistration takes effect at the door within
     * this time.
     */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int MOST_REMEMBERED = 100_000;

    private final Cache<String, Node> nodes =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();
    private final Views views;
    private final Positions positions;
    private final Log log;
    private final Clock clock;

    public Registry(Views views, Positions positions, Log log, Clock clock) {
        this.views = views;
        this.positions = positions;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> authenticate(String credential, String secret) {
        return row("credentials", credential, Credential.class)
                .filter(known -> known.state().equals("in-force"))
                .filter(known ->
                        known.notAfter().isEmpty()
                                || clock.instant().isBefore(Instant.parse(known.notAfter())))
                .filter(known -> known.secret().matches(secret))
                .map(known ->
                        new Caller(
                                known.principal(), known.tenant(), known.roles(), known.scopes()));
    }

    @Override
    public boolean mayReportFor(Caller caller, String node) {
        return node(node)
                .filter(known -> known.state().equals("registered"))
                .filter(known ->
                        caller.is(Role.OPERATOR)
                                || known.node().equals(caller.actor())
                                || known.gateway().equals(caller.actor()))
                .isPresent();
    }

    private Optional<Node> node(String node) {
        var known = Optional.ofNullable(nodes.getIfPresent(node));
        return known.isPresent()
                ? known
                : row("nodes", node, Node.class)
                        .map(found -> {
                            nodes.put(node, found);
                            return found;
                        });
    }

    private <R> Optional<R> row(String view, String key, Class<R> type) {
        var found = views.find(view, key);
        if (found.row().isEmpty() && found.position() < log.head()) {
            awaitHead(view);
            found = views.find(view, key);
        }
        return found.row().map(row -> Json.MAPPER.readValue(row.json(), type));
    }

    /** "Not yet" is another answer than "no": who asks may come again. */
    private void awaitHead(String view) {
        try {
            if (positions.await(view, log.head(), PATIENCE)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new Refused(
                BUSY, "registry-behind", "The registry has not caught up with the log; try again.");
    }
}
