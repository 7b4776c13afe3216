package dev.lekha.app;

import static dev.lekha.kernel.Refused.Kind.BUSY;

import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.CredentialName;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.registration.Lifecycle;
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

    private final Remembered<Credential> credentials;
    private final Remembered<Node> nodes;
    private final Views views;
    private final Positions positions;
    private final Log log;
    private final Clock clock;

    Registry(WatchedViews views, Positions positions, Log log, Clock clock) {
        this.credentials = Remembered.of("credentials", Credential.class, views);
        this.nodes = Remembered.of("nodes", Node.class, views);
        this.views = views;
        this.positions = positions;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> authenticate(String credential, String secret) {
        return inForce(credential)
                .filter(known -> known.secret().matches(secret))
                .map(Registry::caller);
    }

    @Override
    public Optional<Caller> holder(String credential) {
        return inForce(credential).map(Registry::caller);
    }

    private Optional<Credential> inForce(String credential) {
        return row(credentials, CredentialName.read(credential).stored())
                .filter(known -> known.state().equals("in-force"))
                .filter(known ->
                        known.notAfter().isEmpty()
                                || clock.instant().isBefore(Instant.parse(known.notAfter())));
    }

    private static Caller caller(Credential known) {
        return new Caller(known.principal(), known.tenant(), known.roles(), known.scopes());
    }

    @Override
    public boolean isHeld(Caller caller) {
        return caller.is(Role.NODE)
                && row(nodes, TenantKey.of(caller.tenant(), caller.actor()))
                        .filter(known -> known.state().equals(Lifecycle.QUARANTINED.text()))
                        .isPresent();
    }

    @Override
    public boolean mayReportFor(Caller caller, String node) {
        return row(nodes, TenantKey.of(caller.tenant(), node))
                .filter(Node::takesReports)
                .filter(known ->
                        caller.is(Role.OPERATOR)
                                || known.node().equals(caller.actor())
                                || known.gateway().equals(caller.actor()))
                .isPresent();
    }

    private <R> Optional<R> row(Remembered<R> rows, String key) {
        var found = rows.find(key);
        if (found.isPresent()) {
            return found;
        }
        if (views.position(rows.view()) < log.head()) {
            awaitHead(rows.view());
        }
        return rows.find(key);
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
