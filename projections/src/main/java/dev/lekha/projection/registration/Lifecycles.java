package dev.lekha.projection.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent;
import dev.lekha.kernel.registration.LifecycleEvent.NodeBootstrapped;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.ServiceEvent;
import dev.lekha.kernel.registration.ServiceEvent.ServiceDeregistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRetired;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole life of every node, application entity and service, a row for each state it was in
 * (5.2.1). Key: {@code kind/entity}.
 */
@View(
        name = "lifecycle",
        capability = "registration",
        fields = {"kind", "entity", "state", "since", "until", "sincePosition", "untilPosition"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Lifecycles implements Projection<Lifecycles.Stage> {
    /**
     * @param kind {@code node}, {@code application-entity}, {@code service}
     * @param state as {@link Lifecycle#text} writes it
     * @param cause name of the event that led to it
     * @param reason as the event gives it, or its evidence, or empty
     * @param actor who caused it
     */
    public record Stage(
            String kind,
            String entity,
            String state,
            String cause,
            String reason,
            String actor,
            String since,
            String until,
            long sincePosition,
            long untilPosition)
            implements Interval.Row<Stage> {
        @Override
        public Stage over(Interval other) {
            return new Stage(
                    kind,
                    entity,
                    state,
                    cause,
                    reason,
                    actor,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return Lifecycle.step(fact.event()).isPresent()
                ? List.of(kind(fact.event()) + "/" + entity(fact.event()))
                : List.of();
    }

    @Override
    public Map<String, Stage> leaves(String key, Optional<Stage> row, Fact fact) {
        return Interval.left(key, row, fact);
    }

    @Override
    public Optional<Stage> apply(String key, Optional<Stage> row, Fact fact) {
        return Lifecycle.step(fact.event())
                .map(step ->
                        new Stage(
                                        kind(fact.event()),
                                        entity(fact.event()),
                                        Lifecycle.after(step).text(),
                                        EventName.of(fact.event().getClass()).toString(),
                                        reason(fact.event()),
                                        fact.actor(),
                                        "",
                                        "",
                                        0,
                                        0)
                                .over(Interval.begun(row, fact)));
    }

    private static String kind(DomainEvent event) {
        return switch (event) {
            case ApplicationEntityRegistered _,
                    ApplicationEntityDeregistered _,
                    ApplicationEntityRetired _ ->
                    "application-entity";
            case ServiceEvent _ -> "service";
            default -> "node";
        };
    }

    private static String entity(DomainEvent event) {
        return switch (event) {
            case LifecycleEvent e -> e.principal();
            case NodeRegistered e -> e.principal();
            case NodeDeregistered e -> e.principal();
            case ApplicationEntityRegistered e -> e.principal();
            case ApplicationEntityDeregistered e -> e.principal();
            case ApplicationEntityRetired e -> e.principal();
            case ServiceEvent e -> e.service().value();
            default -> throw new IllegalStateException(event + " is no step of a life");
        };
    }

    private static String reason(DomainEvent event) {
        return switch (event) {
            case NodeBootstrapped e -> e.configuration();
            case WakeReported e -> e.evidence();
            case NodeMarkedUnreachable e -> e.evidence();
            case NodeQuarantined e -> e.reason();
            case NodeReleased e -> e.reason();
            case NodeDeregistered e -> e.reason();
            case NodeRetired e -> e.reason();
            case ApplicationEntityDeregistered e -> e.reason();
            case ApplicationEntityRetired e -> e.reason();
            case ServiceDeregistered e -> e.reason();
            case ServiceRetired e -> e.reason();
            default -> "";
        };
    }
}
