package dev.lekha.command;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.access.Action;
import dev.lekha.kernel.access.Ownership;
import dev.lekha.kernel.access.Permissions;
import dev.lekha.kernel.access.Scope;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Holds a restricted application to what it owns and was granted. What a command is about, its
 * boundary says: the nodes and groups that are tags of it. Grants and owners are read in the
 * command's own turn, so that one that is taken back meanwhile makes it decide again; nobody but
 * applications pays for it.
 */
final class Access {
    private static final CompletableFuture<Optional<Verdict.Denied>> ALLOWED =
            CompletableFuture.completedFuture(Optional.empty());

    private final EventCatalogue catalogue;

    Access(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Why not, where it may not. To be asked behind what the decision itself reads. */
    CompletableFuture<Optional<Verdict.Denied>> denied(Question<?> question, Turn turn) {
        var caller = question.caller();
        if (!caller.is(Role.APPLICATION) || caller.is(Role.OPERATOR) || caller.is(Role.PLATFORM)) {
            return ALLOWED;
        }
        return fold(
                        question,
                        turn,
                        Concern.said(caller.actor()),
                        Permissions.NONE,
                        (known, message) -> known.evolve(catalogue.event(message)))
                .thenCompose(permissions -> denied(question, permissions, turn));
    }

    private CompletableFuture<Optional<Verdict.Denied>> denied(
            Question<?> question, Permissions permissions, Turn turn) {
        var capability = question.entry().capability();
        if (permissions.unquestioned(capability, question.receivedAt())) {
            return ALLOWED;
        }
        var action = Action.command(capability, question.entry().name());
        var scopes = permissions.scopes(action, question.receivedAt());
        if (scopes.contains(Scope.TENANT)) {
            return ALLOWED;
        }
        var entities = Concern.entities(question);
        var denied =
                entities.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.of(no(action, "the tenant")))
                        : ALLOWED;
        for (var entity : entities) {
            denied =
                    denied.thenCompose(before ->
                            before.isPresent()
                                    ? CompletableFuture.completedFuture(before)
                                    : denied(question, action, scopes, entity, turn));
        }
        return denied;
    }

    private CompletableFuture<Optional<Verdict.Denied>> denied(
            Question<?> question, Action action, List<Scope> scopes, String entity, Turn turn) {
        var no = CompletableFuture.completedFuture(Optional.of(no(action, entity)));
        if (scopes.stream().anyMatch(scope -> scope.names(entity))) {
            return ALLOWED;
        }
        if (entity.startsWith("application:")) {
            return entity.equals("application:" + question.caller().actor()) ? ALLOWED : no;
        }
        return owner(question, entity, turn)
                .thenCompose(owner ->
                        owner.isEmpty() || owner.get().equals(question.caller().actor())
                                ? ALLOWED
                                : groups(question, scopes, entity, turn)
                                        .thenCompose(groups -> groups.isEmpty() ? no : ALLOWED));
    }

    /** Whose it is; nobody's where it is not there. */
    private CompletableFuture<Optional<String>> owner(
            Question<?> question, String entity, Turn turn) {
        return fold(
                question,
                turn,
                Concern.registered(entity),
                Optional.empty(),
                (owner, message) ->
                        Ownership.after(
                                owner,
                                catalogue.event(message),
                                message.metadata().getOrDefault(Metadata.ACTOR, "")));
    }

    /** The groups of the scopes in which the entity is now. */
    private CompletableFuture<Set<String>> groups(
            Question<?> question, List<Scope> scopes, String entity, Turn turn) {
        if (scopes.stream().noneMatch(Scope::isGroup)) {
            return CompletableFuture.completedFuture(Set.of());
        }
        var stays =
                Boundary.of(
                        Tags.MEMBER,
                        entity,
                        EntityIntroduced.class,
                        EntityRemoved.class,
                        MemberEvictedByInvariant.class);
        return fold(
                        question,
                        turn,
                        stays,
                        Set.<String>of(),
                        (groups, message) ->
                                catalogue.event(message) instanceof MembershipEvent event
                                        ? moved(groups, event)
                                        : groups)
                .thenApply(groups -> {
                    var covered = new HashSet<>(groups);
                    covered.retainAll(scopes.stream().map(Scope::value).toList());
                    return covered;
                });
    }

    private static Set<String> moved(Set<String> groups, MembershipEvent event) {
        var next = new HashSet<>(groups);
        if (event instanceof EntityIntroduced) {
            next.add("group:" + event.group());
        } else {
            next.remove("group:" + event.group());
        }
        return next;
    }

    private static Verdict.Denied no(Action action, String entity) {
        return new Verdict.Denied(
                "not-granted", "This application may not do " + action + " to " + entity + ".");
    }

    /** Of the asker's tenant alone, as everything is. */
    private static <S> CompletableFuture<S> fold(
            Question<?> question,
            Turn turn,
            EventCriteria criteria,
            S start,
            BiFunction<S, EventMessage, S> evolve) {
        var tenant = question.caller().tenant();
        MessageStream<? extends EventMessage> source = turn.read(criteria);
        return source.reduce(
                start,
                (state, entry) ->
                        Metadata.tenant(entry.message().metadata()).equals(tenant)
                                ? evolve.apply(state, entry.message())
                                : state);
    }
}
