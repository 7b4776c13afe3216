package dev.lekha.bench;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** Nodes to measure with, all of the same secret, taken in straight through the command side. */
record Residents(Commands commands) {
    static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

    private static final Caller OPERATOR =
            new Caller("operator", Caller.DEFAULT_TENANT, Set.of(Role.OPERATOR), Set.of());
    private static final int UNDER_WAY = 512;

    void register(int nodes) throws InterruptedException {
        each(
                nodes,
                node ->
                        send(
                                "registration",
                                "RegisterNode",
                                Map.of(
                                        "node",
                                        Load.node(node),
                                        "kind",
                                        "DEVICE",
                                        "address",
                                        "coap://bench/" + node,
                                        "secret",
                                        SECRET)));
    }

    /** From now on their energy is charged, to ten subscriptions. */
    void charge(int nodes) throws InterruptedException {
        send(
                        "charging",
                        "PublishTariff",
                        Map.of(
                                "tariff",
                                "bench",
                                "ratingGroup",
                                "energy",
                                "currency",
                                "EUR",
                                "unit",
                                "kWh",
                                "price",
                                "29/97",
                                "validFrom",
                                "2020-01-01"))
                .join();
        each(nodes, node -> charge(Load.node(node), "subscription-" + node % 10));
    }

    CompletableFuture<Answer> charge(String node, String subscription) {
        return send(
                "charging",
                "ConfigureChargeableEvent",
                Map.of(
                        "node",
                        node,
                        "metric",
                        "energy",
                        "ratingGroup",
                        "energy",
                        "shares",
                        List.of(Map.of("subscription", subscription, "share", "1"))));
    }

    CompletableFuture<Answer> report(int node, String request, long value) {
        return commands.send(
                request("reporting", "AcceptReport", report(Load.node(node), request, value)));
    }

    static byte[] report(String node, String request, long value) {
        return ("{\"node\":\""
                        + node
                        + "\",\"request\":\""
                        + request
                        + "\",\"via\":\"bench\","
                        + "\"pack\":[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":"
                        + value
                        + "}]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    CompletableFuture<Answer> send(String capability, String command, Map<String, ?> body) {
        return commands.send(request(capability, command, Json.MAPPER.writeValueAsBytes(body)));
    }

    /** What the HTTP door makes of a call. */
    static Request request(String capability, String command, byte[] body) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new Request(
                UUID.randomUUID().toString(), capability, command, body, OPERATOR, "", now, "");
    }

    /** Many, with some under way at once; fails where one fails. */
    static void each(int count, IntFunction<CompletableFuture<?>> send)
            throws InterruptedException {
        var room = new Semaphore(UNDER_WAY);
        var failed = new CompletableFuture<Void>();
        for (var index = 0; index < count && !failed.isDone(); index++) {
            room.acquire();
            send.apply(index)
                    .whenComplete((_, failure) -> {
                        room.release();
                        if (failure != null) {
                            failed.completeExceptionally(failure);
                        }
                    });
        }
        room.acquire(UNDER_WAY);
        failed.complete(null);
        failed.join();
    }
}
