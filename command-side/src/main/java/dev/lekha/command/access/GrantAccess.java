package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.Action;
import dev.lekha.kernel.access.GrantId;
import dev.lekha.kernel.access.Permissions;
import dev.lekha.kernel.access.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Lets a restricted application do something with what it does not own. A grant's id is used once.
 *
 * @param scope {@code node:id}, {@code group:id} or {@code tenant}
 * @param lifetime after which it ends by itself, {@code PT1H}; left out for no end
 */
@Command(namespace = "access", name = "GrantAccess")
@AllowedTo(Role.OPERATOR)
public record GrantAccess(
        ApplicationEntityId application,
        GrantId grant,
        SortedSet<Action> actions,
        Scope scope,
        @Omittable String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements PermissionStep {
    public GrantAccess {
        actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
        if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
            throw new IllegalArgumentException("a grant has 1 to " + MOST_ACTIONS + " actions");
        }
        Ends.after(lifetime, receivedAt);
    }

    private static final int MOST_ACTIONS = 100;
    private static final int MOST_GRANTS = 1_000;

    @Override
    public Verdict decide(Permissions known) {
        if (known.grant(grant).isPresent()) {
            return refuse("grant-taken", "The grant id " + grant + " has been used.");
        }
        return known.grants().size() == MOST_GRANTS
                ? refuse("too-many-grants", application + " has had " + MOST_GRANTS + " grants.")
                : accept(
                        new AccessGranted(
                                application,
                                grant,
                                actions,
                                scope,
                                Ends.after(lifetime, receivedAt)));
    }
}
