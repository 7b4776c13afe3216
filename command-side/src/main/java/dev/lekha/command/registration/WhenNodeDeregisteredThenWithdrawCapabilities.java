package dev.lekha.command.registration;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.util.List;

/** What a node could do goes with it. */
public final class WhenNodeDeregisteredThenWithdrawCapabilities implements Policy {
    @Override
    public List<Decision<?>> react(Fact fact) {
        return fact.event() instanceof NodeDeregistered left
                ? List.of(new WithdrawCapabilities(left.node()))
                : List.of();
    }

    @Override
    public String sequence(Fact fact) {
        return fact.event() instanceof NodeDeregistered left ? left.node().value() : fact.id();
    }
}
