package dev.lekha.kernel.registration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.groups.GroupId;
import java.util.Locale;
import java.util.Optional;

/** What a name names, written {@code node:id}, {@code application:id} or {@code group:id}. */
public record Holder(Kind kind, String id) {
    public enum Kind {
        NODE,
        APPLICATION,
        GROUP;

        /** As holders, views and answers write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Holder {
        id =
                switch (kind) {
                    case NODE -> new NodeId(id).value();
                    case APPLICATION -> new ApplicationEntityId(id).value();
                    case GROUP -> new GroupId(id).value();
                };
    }

    public static Holder of(NodeId node) {
        return new Holder(Kind.NODE, node.value());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Holder read(String text) {
        for (var kind : Kind.values()) {
            var start = kind.text() + ":";
            if (text.startsWith(start)) {
                return new Holder(kind, text.substring(start.length()));
            }
        }
        throw new IllegalArgumentException(
                "what has a name reads node:id, application:id or group:id");
    }

    /** Its id where it is of that kind. */
    public Optional<String> as(Kind asked) {
        return kind == asked ? Optional.of(id) : Optional.empty();
    }

    @JsonValue
    public String text() {
        return kind.text() + ":" + id;
    }

    @Override
    public String toString() {
        return text();
    }
}
