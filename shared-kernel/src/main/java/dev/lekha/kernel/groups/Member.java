package dev.lekha.kernel.groups;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.NodeId;

/** What can be in a group, written {@code node:id} or {@code group:id}. */
public sealed interface Member {
    /** The kinds that a group can admit. */
    enum Kind {
        NODE,
        GROUP
    }

    record OfNode(NodeId node) implements Member {
        @Override
        public String toString() {
            return "node:" + node;
        }
    }

    /** A group in a group. */
    record OfGroup(GroupId subgroup) implements Member {
        @Override
        public String toString() {
            return "group:" + subgroup;
        }
    }

    @JsonValue
    default String text() {
        return toString();
    }

    static Member of(NodeId node) {
        return new OfNode(node);
    }

    static Member of(GroupId group) {
        return new OfGroup(group);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Member read(String text) {
        if (text.startsWith("node:")) {
            return new OfNode(new NodeId(text.substring(5)));
        } else if (text.startsWith("group:")) {
            return new OfGroup(new GroupId(text.substring(6)));
        }
        throw new IllegalArgumentException("a member reads node:id or group:id");
    }

    default Kind kind() {
        return switch (this) {
            case OfNode _ -> Kind.NODE;
            case OfGroup _ -> Kind.GROUP;
        };
    }
}
