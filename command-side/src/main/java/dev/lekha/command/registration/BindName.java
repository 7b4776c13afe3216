package dev.lekha.command.registration;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.naming.NameScope;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Gives a node one more name, unless another has it (R1). Said again by the holder, it moves the
 * name's end.
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
        implements NameStep {
    /** For as long as nobody releases it, in the default tenant. */
    public BindName(NodeId node, Name name) {
        this(node, name, "", "", Instant.EPOCH, Caller.PLATFORM);
    }

    public BindName {
        name = Scheme.canonical(name);
        Naming.check(name, group, lifetime);
    }

    @Override
    public Holder holder() {
        return Holder.of(node);
    }

    @Override
    public String scope() {
        return NameScope.of(caller, group);
    }

    @Override
    public Verdict decide(Naming naming) {
        return naming.bind(holder(), name, scope(), until());
    }

    private String until() {
        return lifetime.isEmpty() ? "" : Lifetime.end(lifetime, receivedAt);
    }
}
