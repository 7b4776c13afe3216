package dev.lekha.app;

import dev.lekha.kernel.Fact;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventHandler;
import org.axonframework.messaging.eventhandling.EventHandlerRegistry;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Hands a follower each page that its processor comes to. */
final class Following implements EventHandlingComponent {
    private final Consumer<List<Fact>> follower;
    private final Consumer<List<Fact>> taken;
    private final Consumer<RuntimeException> failed;

    /**
     * @param taken told the facts of each page that the follower has taken
     * @param failed told why it could not
     */
    Following(
            Consumer<List<Fact>> follower,
            Consumer<List<Fact>> taken,
            Consumer<RuntimeException> failed) {
        this.follower = follower;
        this.taken = taken;
        this.failed = failed;
    }

    @Override
    public MessageStream.Empty<Message> handle(EventMessage event, ProcessingContext context) {
        try {
            var facts = ((FactPage) Objects.requireNonNull(event.payload())).facts().get();
            follower.accept(facts);
            taken.accept(facts);
            return MessageStream.empty();
        } catch (RuntimeException failure) {
            failed.accept(failure);
            return MessageStream.failed(failure);
        }
    }

    @Override
    public Set<QualifiedName> supportedEvents() {
        return Set.of(FactPage.TYPE.qualifiedName());
    }

    @Override
    public Object sequenceIdentifierFor(EventMessage event, ProcessingContext context) {
        return "in the order of the log";
    }

    @Override
    public EventHandlerRegistry subscribe(QualifiedName name, EventHandler handler) {
        throw new IllegalStateException("a follower handles every page itself");
    }
}
