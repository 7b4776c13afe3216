package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.UNKNOWN;

import com.fasterxml.jackson.annotation.JacksonInject;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.Origin;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.core.MessageType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/** The only mapping between command classes and the names by which doors send them. */
public final class CommandCatalogue {
    /** The name of what {@link JacksonInject} puts into a command: the door's clock. */
    public static final String RECEIVED_AT = "receivedAt";

    /** The name under which {@link JacksonInject} puts in who asks, a {@link Caller}. */
    public static final String CALLER = "caller";

    /**
     * The name under which {@link JacksonInject} puts in what the originator signed, an {@link
     * Origin}. Only a door that has read the message itself can tell, so a command in JSON has
     * none.
     */
    public static final String ORIGIN = "origin";

    /**
     * The name under which {@link JacksonInject} puts in the domain of this process, text, which
     * may be empty. Whoever asks cannot say it.
     */
    public static final String VISITED_DOMAIN = "visitedDomain";

    /** One command as doors and documents see it. */
    public record Entry(
            String capability,
            String name,
            Class<? extends Decision<?>> type,
            Set<Role> allowed,
            ObjectReader reader,
            Assembly assembly,
            MessageType message) {}

    private static final ClassValue<Entry> ENTRIES =
            new ClassValue<>() {
                @Override
                protected Entry computeValue(Class<?> type) {
                    return describe(type);
                }
            };

    private final SortedMap<String, Entry> byName = new TreeMap<>();
    private final String domain;

    /** Of a process whose domain has no name. */
    public CommandCatalogue(Collection<? extends Class<? extends Decision<?>>> commands) {
        this(commands, "");
    }

    /**
     * @param domain in which this process hears what its doors hand in, or empty
     */
    public CommandCatalogue(
            Collection<? extends Class<? extends Decision<?>>> commands, String domain) {
        if (!domain.isEmpty()) {
            Ids.check("a domain", domain);
        }
        this.domain = domain;
        for (var type : commands) {
            var entry = entry(type);
            if (byName.put(entry.capability + "." + entry.name, entry) != null) {
                throw new IllegalArgumentException(
                        "two commands are called " + entry.capability + "." + entry.name);
            }
        }
    }

    public Collection<Entry> entries() {
        return byName.values();
    }

    /** Of this process, or empty. */
    String domain() {
        return domain;
    }

    public Entry entry(String capability, String name) {
        var entry = byName.get(capability + "." + name);
        if (entry == null) {
            throw new Refused(
                    UNKNOWN,
                    "command-unknown",
                    "There is no command " + capability + "/" + name + ".");
        }
        return entry;
    }

    static Entry entry(Class<? extends Decision<?>> type) {
        return ENTRIES.get(type);
    }

    private static Entry describe(Class<?> type) {
        var command = type.getAnnotation(Command.class);
        var allowed = type.getAnnotation(AllowedTo.class);
        if (command == null || allowed == null) {
            throw new IllegalArgumentException(type.getName() + " needs @Command and @AllowedTo");
        }
        var roles = EnumSet.of(Role.PLATFORM, allowed.value());
        @SuppressWarnings("unchecked") // what is not a decision has no such annotation
        var decision = (Class<? extends Decision<?>>) type;
        return new Entry(
                command.namespace(),
                command.name(),
                decision,
                roles,
                Json.MAPPER.readerFor(type),
                Assembly.of(type),
                new MessageType(command.namespace(), command.name(), "1"));
    }

    /** The command of a request, or where and why it cannot be read. */
    static Decision<?> read(Entry entry, Request request, String domain) {
        var circumstances =
                new Circumstances(
                        request.receivedAt(), request.caller(), origin(request.body()), domain);
        try {
            return switch (request.body()) {
                case Request.Body.Raw(var bytes) ->
                        entry.reader.with(circumstances).readValue(bytes);
                case Request.Body.Values(var byName) -> entry.assembly.make(byName, circumstances);
            };
        } catch (JacksonException unreadable) {
            throw malformed(Unreadable.sentence(unreadable));
        } catch (IllegalArgumentException unfit) {
            throw malformed("The values cannot be meant: " + unfit.getMessage() + ".");
        }
    }

    private static Origin origin(Request.Body body) {
        return body instanceof Request.Body.Values(var byName)
                        && byName.get(ORIGIN) instanceof Origin origin
                ? origin
                : Origin.UNSIGNED;
    }

    private static Refused malformed(String sentence) {
        return new Refused(MALFORMED, "command-malformed", sentence);
    }
}
