package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.naming.NameScope;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Gives a node one more name, unless another node has it (R1). Said again by the holder, it moves
 * the name's end.
 *
 * @param name {@code scheme:value}; kept in the one way that its scheme writes it
 * @param group within which alone the name is unique, or left out for the whole tenant
 * @param lifetime after which the name ends by itself, {@code PT1H}; left out for no end, which a
 *     pseudonym has to have
 * @param receivedAt the door's clock, from which the lifetime counts
 * @param caller whose tenant is the name's scope
 */
@Command(namespace = "registration", name = "BindName")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record BindName(
        NodeId node,
        Name name,
        @Omittable String group,
        @Omittable String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Naming> {
    /** For as long as nobody releases it, in the default tenant. */
    public BindName(NodeId node, Name name) {
        this(node, name, "", "", Instant.EPOCH, Caller.PLATFORM);
    }

    public BindName {
        name = Scheme.canonical(name);
        if (!group.isEmpty()) {
            Ids.check("a group", group);
        }
        if (!lifetime.isEmpty()) {
            Lifetime.parse(lifetime);
        } else if (Scheme.of(name) == Scheme.PSEUDONYM) {
            throw new IllegalArgumentException("a pseudonym has a lifetime");
        }
    }

    @Override
    public EventCriteria boundary() {
        return Naming.boundary(node, name, scope());
    }

    @Override
    public Naming initial() {
        return Naming.FREE;
    }

    @Override
    public Naming evolve(Naming naming, DomainEvent event) {
        return naming.evolve(event);
    }

    @Override
    public Verdict decide(Naming naming) {
        if (!naming.knowsNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        var shared = naming.isShared(name);
        var own = naming.held(name.within(scope()), node);
        if (own.isEmpty() && !shared) {
            var other = naming.holdersOf(name.within(scope())).findAny();
            if (other.isPresent()) {
                return refuse("name-taken", name + " names " + other.get().node() + ".");
            }
        }
        return own.filter(holding -> holding.until().equals(until())).isPresent()
                ? accept()
                : accept(
                        new NameBound(
                                node, name, scope(), until(), shared ? NameBound.SHARED : ""));
    }

    private String scope() {
        return NameScope.of(caller, group);
    }

    private String until() {
        return lifetime.isEmpty()
                ? ""
                : receivedAt
                        .plus(Lifetime.parse(lifetime))
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString();
    }
}
