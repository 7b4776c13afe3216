package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.UNKNOWN;

import com.fasterxml.jackson.annotation.JacksonInject;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.core.MessageType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.ObjectReader;

/** The only mapping between command classes and the names by which doors send them. */
public final class CommandCatalogue {
    /** The name of what {@link JacksonInject} puts into a command: the door's clock. */
    public static final String RECEIVED_AT = "receivedAt";

    /** The name under which {@link JacksonInject} puts in who asks, a {@link Caller}. */
    public static final String CALLER = "caller";

    /** One command as doors and documents see it. */
    public record Entry(
            String capability,
            String name,
            Class<? extends Decision<?>> type,
            Set<Role> allowed,
            ObjectReader reader,
            MessageType message) {}

    private final SortedMap<String, Entry> byName = new TreeMap<>();

    public CommandCatalogue(Collection<? extends Class<? extends Decision<?>>> commands) {
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
        var command = type.getAnnotation(Command.class);
        var allowed = type.getAnnotation(AllowedTo.class);
        if (command == null || allowed == null) {
            throw new IllegalArgumentException(type.getName() + " needs @Command and @AllowedTo");
        }
        var roles = EnumSet.of(Role.PLATFORM, allowed.value());
        return new Entry(
                command.namespace(),
                command.name(),
                type,
                roles,
                Json.MAPPER.readerFor(type),
                new MessageType(command.namespace(), command.name(), "1"));
    }

    /** Reads a body, or says where and why it cannot be read. */
    static Decision<?> read(Entry entry, byte[] body, Instant receivedAt, Caller caller) {
        try {
            return entry.reader
                    .with(
                            new InjectableValues.Std()
                                    .addValue(RECEIVED_AT, receivedAt)
                                    .addValue(CALLER, caller))
                    .readValue(body);
        } catch (JacksonException unreadable) {
            throw new Refused(MALFORMED, "command-malformed", Unreadable.sentence(unreadable));
        }
    }
}
