package dev.lekha.edge.provisioning;

import dev.lekha.edge.provisioning.Row.Content;
import dev.lekha.kernel.Json;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The commands that rows may ask for, by name. */
final class Provisioned {
    static final String COMMAND = "command";

    private static final String USUAL = "RegisterNode";

    private static final Map<String, String> CAPABILITIES =
            Map.ofEntries(
                    Map.entry("RegisterNode", "registration"),
                    Map.entry("ProvisionNode", "registration"),
                    Map.entry("BootstrapNode", "registration"),
                    Map.entry("AttachToGateway", "registration"),
                    Map.entry("DeclareCapabilities", "registration"),
                    Map.entry("BindName", "registration"),
                    Map.entry("BindServiceClass", "registration"),
                    Map.entry("IntroduceInto", "groups"),
                    Map.entry("Relate", "topology"),
                    Map.entry("RecordStaticInformation", "context"),
                    Map.entry("ReportContext", "context"));

    private static final String MEMBER_NODE = "node:";

    /** The field that names the node, of commands that are about one that is there. */
    private static final Map<String, String> SUBJECTS =
            Map.of(
                    "BootstrapNode", "node",
                    "AttachToGateway", "node",
                    "DeclareCapabilities", "node",
                    "BindName", "node",
                    "BindServiceClass", "node",
                    "IntroduceInto", "member",
                    "RecordStaticInformation", "node",
                    "ReportContext", "node");

    private Provisioned() {}

    /** Commands that can be asked for each member of a group. */
    static Set<String> ofMembers() {
        return new TreeSet<>(SUBJECTS.keySet());
    }

    /**
     * The row of a member.
     *
     * @param command one of {@link #ofMembers}
     * @param fields of the command, without those that name the member
     */
    static Map<String, Object> row(String command, Map<String, Object> fields, String node) {
        var row = new TreeMap<>(fields);
        var subject = Objects.requireNonNull(SUBJECTS.get(command));
        row.put(COMMAND, command);
        row.put(subject, subject.equals("member") ? MEMBER_NODE + node : node);
        return row;
    }

    /**
     * @param fields of the row by name, {@code command} among them or not
     */
    static Content content(Map<String, Object> fields) {
        var asked = fields.getOrDefault(COMMAND, USUAL);
        var capability = asked instanceof String name ? CAPABILITIES.get(name) : null;
        if (capability == null) {
            return new Content.Unfit(
                    "command-unknown",
                    "command is left out, for "
                            + USUAL
                            + ", or one of "
                            + new TreeSet<>(CAPABILITIES.keySet())
                            + ".");
        }
        fields.remove(COMMAND);
        return new Content.Asked(
                capability,
                asked.toString(),
                Json.MAPPER.writeValueAsBytes(fields),
                about(asked.toString(), fields),
                Stream.of("gateway", "source", "target")
                        .flatMap(field -> text(fields, field))
                        .toList());
    }

    private static Set<String> about(String command, Map<String, Object> fields) {
        var about = new LinkedHashSet<String>();
        text(fields, "node").forEach(about::add);
        text(fields, "member")
                .map(member ->
                        member.startsWith(MEMBER_NODE)
                                ? member.substring(MEMBER_NODE.length())
                                : member)
                .forEach(about::add);
        // These are decided by all of the same kind or group: side by side they would only repeat.
        switch (command) {
            case "Relate" -> text(fields, "kind").forEach(about::add);
            case "IntroduceInto" -> text(fields, "group").forEach(about::add);
            default -> {
                // Others are decided by what they name.
            }
        }
        // Of two rows that want one name, the first gets it, as it stands in the file.
        text(fields, "name").forEach(about::add);
        return about;
    }

    private static Stream<String> text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String value && !value.isEmpty()
                ? Stream.of(value)
                : Stream.of();
    }
}
