package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.predicate.Predicate;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/**
 * One command for many nodes (6.6, 6.15).
 *
 * @param command one of those that are about one node
 * @param fields of the command, without the one that names the node
 * @param group whose members are meant, with those of its subgroups; or empty
 * @param where what holds for those that are meant
 */
record Operation(
        String command,
        @Omittable Map<String, Object> fields,
        @Omittable String group,
        @Omittable Predicate where) {
    /** Each row names its own. */
    private static final Set<String> NOT_FIELDS = Set.of(Provisioned.COMMAND, "node", "member");

    private static final ObjectReader READER =
            Json.MAPPER
                    .readerFor(Operation.class)
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    Operation {
        if (!Provisioned.ofMembers().contains(command)) {
            throw new IllegalArgumentException("command is one of " + Provisioned.ofMembers());
        }
        if (fields.keySet().stream().anyMatch(NOT_FIELDS::contains)) {
            throw new IllegalArgumentException("fields name no command, node or member");
        }
        if (group.isEmpty() && where.equals(Predicate.ALWAYS)) {
            throw new IllegalArgumentException("a group, a condition (where) or both are named");
        }
        if (!group.isEmpty()) {
            group = new GroupId(group).value();
        }
    }

    /**
     * @throws Refused where it cannot be meant, with the reason
     */
    static Operation read(byte[] json) {
        try {
            return Optional.<Operation>ofNullable(READER.readValue(json))
                    .orElseThrow(() -> malformed("it is null"));
        } catch (JacksonException unreadable) {
            throw malformed(reason(unreadable));
        }
    }

    private static Refused malformed(String reason) {
        return new Refused(
                Refused.Kind.MALFORMED,
                "operation-malformed",
                "An operation is JSON with command, fields, group and where: " + reason + ".");
    }

    /** What a rule said, or what could not be read. */
    private static String reason(JacksonException unreadable) {
        for (Throwable at = unreadable; at != null; at = at.getCause()) {
            if (at instanceof IllegalArgumentException unfit) {
                return String.valueOf(unfit.getMessage());
            }
        }
        return unreadable.getOriginalMessage();
    }

    /** A row for each node, made as it is read. */
    InputStream rows(SortedSet<String> nodes) {
        Iterator<InputStream> rows = nodes.stream().<InputStream>map(this::row).iterator();
        return new SequenceInputStream(
                new Enumeration<>() {
                    @Override
                    public boolean hasMoreElements() {
                        return rows.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        return rows.next();
                    }
                });
    }

    private InputStream row(String node) {
        var line = Json.MAPPER.writeValueAsString(Provisioned.row(command, fields, node)) + '\n';
        return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
    }

    /** How the nodes were chosen, in words: {@code group roof where battery > 30 at 1200}. */
    String chosen(long position) {
        return Stream.of(
                        group.isEmpty() ? "" : "group " + group + " ",
                        where.equals(Predicate.ALWAYS) ? "" : "where " + where.text() + " ",
                        "at " + position)
                .reduce("", String::concat);
    }
}
