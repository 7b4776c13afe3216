package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.Permissions;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Spares a restricted application the question for grants in some capabilities (4.13). Said again,
 * it takes the place of what was said before.
 *
 * @param capabilities as {@code registration}; {@code views} is reading
 * @param lifetime after which it ends by itself, {@code PT1H}; left out for no end
 */
@Command(namespace = "access", name = "TrustApplication")
@AllowedTo(Role.OPERATOR)
public record TrustApplication(
        ApplicationEntityId application,
        SortedSet<String> capabilities,
        @Omittable String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements PermissionStep {
    private static final int MOST = 50;

    public TrustApplication {
        capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
        if (capabilities.isEmpty() || capabilities.size() > MOST) {
            throw new IllegalArgumentException("trust is in 1 to " + MOST + " capabilities");
        }
        capabilities.forEach(each -> Ids.check("a capability", each));
        Ends.after(lifetime, receivedAt);
    }

    @Override
    public Verdict decide(Permissions known) {
        return accept(
                new ApplicationTrustGranted(
                        application, capabilities, Ends.after(lifetime, receivedAt)));
    }
}
