package dev.lekha.kernel.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.registration.LifecycleEvent.NodeBootstrapped;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceDeregistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRegistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRetired;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a node, application entity or service stands in its life (5.2.1). The table below is all
 * that there is of rules: a step that a state does not name is refused.
 *
 * <pre>
 * unknown ──► provisioned ──► bootstrapped ──► registered ◄─► sleeping
 *    └────────────┴──────────────────────────────►│  ▲          │
 *                                                 ▼  │          ▼
 *                                               unreachable ◄───┘
 * registered, sleeping, unreachable ──► quarantined ──► registered
 * registered, sleeping, unreachable ──► deregistered ──► provisioned, bootstrapped, registered
 * all but unknown ──► retired
 * </pre>
 */
public enum Lifecycle {
    /** Nothing was ever said of it. */
    UNKNOWN(Step.PROVISION, Step.REGISTER),
    /** It is expected; nothing of it has been seen. */
    PROVISIONED(Step.BOOTSTRAP, Step.REGISTER, Step.RETIRE),
    /** It has been told where to register, and with which configuration. */
    BOOTSTRAPPED(Step.BOOTSTRAP, Step.REGISTER, Step.RETIRE),
    /** It takes part. */
    REGISTERED(Step.SLEEP, Step.LOSE, Step.QUARANTINE, Step.DEREGISTER, Step.RETIRE),
    /** It takes part and has said that it cannot be reached for a while. */
    SLEEPING(Step.WAKE, Step.LOSE, Step.QUARANTINE, Step.DEREGISTER, Step.RETIRE),
    /** It takes part and could not be reached when it should have been. */
    UNREACHABLE(Step.WAKE, Step.SLEEP, Step.QUARANTINE, Step.DEREGISTER, Step.RETIRE),
    /** It is held: nothing but its management is taken from it. */
    QUARANTINED(Step.RELEASE, Step.RETIRE),
    /** It has left and may come again. */
    DEREGISTERED(Step.PROVISION, Step.BOOTSTRAP, Step.REGISTER, Step.RETIRE),
    /** It has left for good. */
    RETIRED;

    /** What takes somebody from one state to the next. */
    public enum Step {
        PROVISION,
        BOOTSTRAP,
        REGISTER,
        SLEEP,
        WAKE,
        LOSE,
        QUARANTINE,
        RELEASE,
        DEREGISTER,
        RETIRE
    }

    private static final Map<Step, Lifecycle> GOALS =
            Map.of(
                    Step.PROVISION, PROVISIONED,
                    Step.BOOTSTRAP, BOOTSTRAPPED,
                    Step.REGISTER, REGISTERED,
                    Step.SLEEP, SLEEPING,
                    Step.WAKE, REGISTERED,
                    Step.LOSE, UNREACHABLE,
                    Step.QUARANTINE, QUARANTINED,
                    Step.RELEASE, REGISTERED,
                    Step.DEREGISTER, DEREGISTERED,
                    Step.RETIRE, RETIRED);

    private final Set<Step> allowed;

    Lifecycle(Step... allowed) {
        var steps = EnumSet.noneOf(Step.class);
        Collections.addAll(steps, allowed);
        this.allowed = Collections.unmodifiableSet(steps);
    }

    /** The state that a step leads to, from wherever it is allowed. */
    public static Lifecycle after(Step step) {
        return GOALS.getOrDefault(step, UNKNOWN);
    }

    public boolean allows(Step step) {
        return allowed.contains(step);
    }

    /** In the order in which steps are declared. */
    public Set<Step> allowed() {
        return allowed;
    }

    /** The state after an event, which stays where the event is none of its steps. */
    public Lifecycle evolve(DomainEvent event) {
        return step(event).map(Lifecycle::after).orElse(this);
    }

    /** The step that an event of a node, application entity or service tells of. */
    public static Optional<Step> step(DomainEvent event) {
        return switch (event) {
            case NodeProvisioned _ -> Optional.of(Step.PROVISION);
            case NodeBootstrapped _ -> Optional.of(Step.BOOTSTRAP);
            case NodeRegistered _, ApplicationEntityRegistered _, ServiceRegistered _ ->
                    Optional.of(Step.REGISTER);
            case SleepReported _ -> Optional.of(Step.SLEEP);
            case WakeReported _ -> Optional.of(Step.WAKE);
            case NodeMarkedUnreachable _ -> Optional.of(Step.LOSE);
            case NodeQuarantined _ -> Optional.of(Step.QUARANTINE);
            case NodeReleased _ -> Optional.of(Step.RELEASE);
            case NodeDeregistered _, ApplicationEntityDeregistered _, ServiceDeregistered _ ->
                    Optional.of(Step.DEREGISTER);
            case NodeRetired _, ApplicationEntityRetired _, ServiceRetired _ ->
                    Optional.of(Step.RETIRE);
            default -> Optional.empty();
        };
    }

    /** Whether it is registered, in whatever condition. */
    public boolean takesPart() {
        return switch (this) {
            case REGISTERED, SLEEPING, UNREACHABLE, QUARANTINED -> true;
            case UNKNOWN, PROVISIONED, BOOTSTRAPPED, DEREGISTERED, RETIRED -> false;
        };
    }

    /** As views write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
