package dev.lekha.command;

import dev.lekha.kernel.DomainEvent;
import java.util.List;

/** What a decision answers. */
public sealed interface Verdict {
    /** Yes; nothing further happens where there are no events. */
    record Accepted(List<DomainEvent> events) implements Verdict {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** No, with a stable code and a sentence. */
    record Denied(String code, String sentence) implements Verdict {}

    static Verdict accept(DomainEvent... events) {
        return new Accepted(List.of(events));
    }

    static Verdict accept(List<? extends DomainEvent> events) {
        return new Accepted(List.copyOf(events));
    }

    static Verdict refuse(String code, String sentence) {
        return new Denied(code, sentence);
    }
}
