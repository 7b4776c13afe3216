package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.OutageEvent.RestartReported;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.ReportingEvent.ReportDuplicateIgnored;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/*
 * Each piece of evidence leads to one state, whatever was before; what changes between them is only since when. A node
 * of which nothing was seen is unknown, which is not the same as one that did not answer.
 */

/** Whether each node can be reached, and what shows it (6.9). */
@View(
        name = "reachability",
        capability = "registration",
        fields = {"state", "since", "lastSeen"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Reachability implements Projection<Reachability.Reached> {
    /** What is known. */
    public enum State {
        /** Nothing has been seen of it. */
        UNKNOWN,
        REACHABLE,
        /** It has said that it cannot be reached for a while. */
        ASLEEP,
        /** It could not be reached, or did not renew, when it should have. */
        UNREACHABLE
    }

    /**
     * @param evidence what shows the state: {@code report}, {@code wake}, {@code restart}, {@code
     *     renewal}, {@code registration}, {@code sleep}, {@code lifetime-missed}, or as it was
     *     given
     * @param since when the state began
     * @param wakesAt when a sleeping node means to wake, or empty
     * @param lastSeen when something was last seen of it, or empty
     * @param position of the newest evidence
     */
    public record Reached(
            String node,
            State state,
            String evidence,
            Instant since,
            String wakesAt,
            String lastSeen,
            long position) {}

    /**
     * @param seen whether the node itself was heard
     */
    private record Evidence(State state, String what, boolean seen) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case ReportAccepted e -> List.of(e.node().value());
            case ReportDuplicateIgnored e -> List.of(e.node().value());
            case NodeRegistered e -> List.of(e.node().value());
            case ExpirationSet e -> List.of(e.node().value());
            case SleepReported e -> List.of(e.node().value());
            case WakeReported e -> List.of(e.node().value());
            case RestartReported e -> List.of(e.node().value());
            case NodeMarkedUnreachable e -> List.of(e.node().value());
            case NodeDeregistered e -> List.of(e.node().value());
            case NodeRetired e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Reached> apply(String key, Optional<Reached> row, Fact fact) {
        if (fact.event() instanceof NodeRetired
                || fact.event() instanceof NodeDeregistered left
                        && !left.reason().equals("expired")) {
            return Optional.empty();
        }
        return evidence(key, fact).map(found -> next(key, row, found, fact)).or(() -> row);
    }

    private static Optional<Evidence> evidence(String node, Fact fact) {
        var itself = fact.actor().equals(node);
        return Optional.ofNullable(
                switch (fact.event()) {
                    case ReportAccepted _, ReportDuplicateIgnored _ ->
                            new Evidence(State.REACHABLE, "report", true);
                    case WakeReported e -> new Evidence(State.REACHABLE, e.evidence(), true);
                    case RestartReported _ -> new Evidence(State.REACHABLE, "restart", true);
                    case SleepReported _ -> new Evidence(State.ASLEEP, "sleep", true);
                    case NodeMarkedUnreachable e ->
                            new Evidence(State.UNREACHABLE, e.evidence(), false);
                    case NodeDeregistered _ ->
                            new Evidence(State.UNREACHABLE, "lifetime-missed", false);
                    case NodeRegistered _ ->
                            itself
                                    ? new Evidence(State.REACHABLE, "registration", true)
                                    : new Evidence(State.UNKNOWN, "", false);
                    case ExpirationSet _ when itself ->
                            new Evidence(State.REACHABLE, "renewal", true);
                    default -> null;
                });
    }

    private static Reached next(String node, Optional<Reached> before, Evidence found, Fact fact) {
        var same = before.filter(known -> known.state == found.state);
        return new Reached(
                node,
                found.state,
                found.what,
                same.map(Reached::since).orElse(fact.recordedAt()),
                fact.event() instanceof SleepReported sleep ? sleep.until() : "",
                found.seen
                        ? fact.recordedAt().toString()
                        : before.map(Reached::lastSeen).orElse(""),
                fact.position());
    }
}
