package dev.lekha.command.groups;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import java.util.List;

/** Asks, in each group that a node is in, whether it may stay with what it can do now. */
public final class WhenCapabilitiesDeclaredThenEvictViolators implements Policy {
    @Override
    public List<Decision<?>> react(Fact fact) {
        return fact.event() instanceof CapabilitiesDeclared declared
                ? declared.groups().stream()
                        .<Decision<?>>map(group -> new EvictViolator(group, declared.node()))
                        .toList()
                : List.of();
    }

    @Override
    public String sequence(Fact fact) {
        return fact.event() instanceof CapabilitiesDeclared declared
                ? declared.node().value()
                : fact.id();
    }
}
