package dev.lekha.bench;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.RegistrationUpdated;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** What the measured commands append, appended without asking any rule. */
record BareCommands(BareStore store) {
    CompletableFuture<?> update(String node, String address) {
        var boundary =
                Boundary.of(
                        Tags.NODE,
                        node,
                        NodeRegistered.class,
                        RegistrationUpdated.class,
                        NodeDeregistered.class);
        var body = "{\"node\":\"" + node + "\",\"address\":\"" + address + "\"}";
        var tags = Set.of(Tag.of(Tags.NODE, node), Tag.of(Tags.PRINCIPAL, node));
        return store.append(boundary, RegistrationUpdated.class, bytes(body), tags);
    }

    CompletableFuture<?> report(String node, String request) {
        var key = node + "/" + request;
        var boundary =
                EventCriteria.either(
                        Boundary.of(Tags.REQUEST, key, ReportAccepted.class),
                        Boundary.of(Tags.NODE, node, NodeRegistered.class, NodeDeregistered.class));
        var body = reported(node, request, "2026-01-01T00:00:00.123456Z", 1);
        return store.append(boundary, ReportAccepted.class, body, reportTags(node, request));
    }

    static Set<Tag> reportTags(String node, String request) {
        return Set.of(Tag.of(Tags.NODE, node), Tag.of(Tags.REQUEST, node + "/" + request));
    }

    /** The body of a {@code ReportAccepted}. */
    static byte[] reported(String node, String request, String time, long value) {
        return reported(node, request, "", time, value);
    }

    static byte[] reported(String node, String request, String digest, String time, long value) {
        return bytes(
                "{\"node\":\""
                        + node
                        + "\",\"request\":\""
                        + request
                        + "\",\"via\":\"bench\",\"digest\":\""
                        + digest
                        + "\","
                        + "\"readings\":[{\"metric\":\"energy\",\"unit\":\"Wh\",\"time\":\""
                        + time
                        + "\",\"value\":"
                        + value
                        + "}]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
