package dev.lekha.app;

import dev.lekha.kernel.Fact;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.messaging.core.MessageType;

/**
 * Some facts in a row, handed to a processor as one message, so that its cost is per page and not
 * per event.
 *
 * @param to position of the last of them
 * @param facts the facts, or the failure to read them
 */
record FactPage(long to, Supplier<List<Fact>> facts) {
    static final MessageType TYPE = new MessageType("lekha", "FactPage", "1");
}
