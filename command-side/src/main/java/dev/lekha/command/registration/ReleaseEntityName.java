package dev.lekha.command.registration;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.naming.NameScope;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Takes a name from an application entity or a group, so that another may have it; history keeps
 * who had it when.
 *
 * @param entity {@code application:heat} or {@code group:roof}
 * @param group within which the name was given, or left out for the whole tenant
 */
@Command(namespace = "registration", name = "ReleaseEntityName")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record ReleaseEntityName(
        Holder entity,
        Name name,
        @Omittable String group,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements NameStep {
    /** In the default tenant. */
    public ReleaseEntityName(Holder entity, Name name) {
        this(entity, name, "", Caller.PLATFORM);
    }

    public ReleaseEntityName {
        NameStep.requireEntity(entity);
        name = Scheme.canonical(name);
    }

    @Override
    public Holder holder() {
        return entity;
    }

    @Override
    public String scope() {
        return NameScope.of(caller, group);
    }

    @Override
    public Verdict decide(Naming naming) {
        return naming.release(holder(), name, scope());
    }
}
