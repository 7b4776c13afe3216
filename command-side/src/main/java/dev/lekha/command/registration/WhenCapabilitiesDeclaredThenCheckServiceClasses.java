package dev.lekha.command.registration;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import java.util.List;

/** Asks of each binding to a node whether the node still does what it demands. */
public final class WhenCapabilitiesDeclaredThenCheckServiceClasses implements Policy {
    @Override
    public List<Decision<?>> react(Fact fact) {
        return fact.event() instanceof CapabilitiesDeclared declared
                ? declared.bindings().stream()
                        .<Decision<?>>map(binding ->
                                new CheckServiceClass(
                                        binding.applicationEntity(),
                                        declared.node(),
                                        binding.serviceClass()))
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
