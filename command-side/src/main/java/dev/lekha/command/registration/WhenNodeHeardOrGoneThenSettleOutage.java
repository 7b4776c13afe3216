package dev.lekha.command.registration;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.util.List;
import java.util.Optional;

/** A node that is heard again is back, by whichever door; one that was taken out is not awaited. */
public final class WhenNodeHeardOrGoneThenSettleOutage implements Policy {
    private record Sign(NodeId node, String evidence) {}

    @Override
    public List<Decision<?>> react(Fact fact) {
        return sign(fact)
                .<List<Decision<?>>>map(sign ->
                        List.of(new SettleOutage(sign.node, fact.recordedAt(), sign.evidence)))
                .orElse(List.of());
    }

    @Override
    public String sequence(Fact fact) {
        return sign(fact).map(sign -> sign.node.value()).orElse(fact.id());
    }

    private static Optional<Sign> sign(Fact fact) {
        return Optional.ofNullable(
                switch (fact.event()) {
                    case WakeReported e -> new Sign(e.node(), e.evidence());
                    case SleepReported e -> new Sign(e.node(), "sleep");
                    case NodeQuarantined e -> new Sign(e.node(), "quarantined");
                    case NodeDeregistered e -> new Sign(e.node(), "deregistered");
                    default -> null;
                });
    }
}
