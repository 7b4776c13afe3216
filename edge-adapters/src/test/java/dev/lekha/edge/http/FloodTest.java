package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.threads.virtual.enabled=true",
            "lekha.http.command-time=60s",
            "lekha.http.body-memory=96KB",
            "lekha.http.body-limit=64KB",
            "lekha.http.flood.per-second=1",
            "lekha.http.flood.burst=20",
            "lekha.http.flood.per-client=5",
            "lekha.http.flood.at-once=8"
        })
class FloodTest {
    @LocalServerPort int port;
    @Autowired DoorsUnderTest.Scripted commands;
    Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void a_flood_is_told_to_slow_down_and_others_are_served() throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 60; i++) {
            var request = client.as("flooder", "/nowhere").build();
            answers.add(client.http().sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        var refused = new ArrayList<HttpResponse<String>>();
        for (var answer : answers) {
            if (answer.join().statusCode() == 429) {
                refused.add(answer.join());
            }
        }
        assertThat(refused)
                .hasSizeGreaterThanOrEqualTo(
                        60 - 20 - 10); // a bucket of 20, and 1 a second while it lasts
        assertProblem(refused.getLast(), 429, "rate-exceeded");
        assertThat(refused.getLast().headers().firstValue("Retry-After")).isPresent();
        assertThat(client.send(client.command("devices/RetireDevice", "{}")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void guessing_is_slowed_down_and_who_knows_a_secret_comes_in_from_the_same_address()
            throws Exception {
        var last = client.send(client.as("nobody", "/nowhere"));
        for (int guess = 0; guess < 60 && last.statusCode() == 401; guess++) {
            last = client.send(client.as("nobody", "/nowhere"));
        }
        assertProblem(last, 429, "rate-exceeded");
        assertProblem(client.send(client.as("auditor", "/nowhere")), 404, "path-unknown");
        var probe = client.send(client.request("/actuator/health/readiness"));
        assertThat(probe.statusCode()).isEqualTo(200);
    }

    @Test
    void bodies_fill_the_memory_that_is_set_aside_for_them_and_no_more() throws Exception {
        var large = "{" + " ".repeat(60_000);
        commands.received.clear();
        var first =
                client.http()
                        .sendAsync(
                                client.command("hang/Hang", large).build(),
                                HttpResponse.BodyHandlers.ofString());
        commands.received.take();
        assertProblem(
                client.send(client.command("devices/RetireDevice", large)), 503, "overloaded");
        assertThat(client.send(client.command("devices/RetireDevice", "{}")).statusCode())
                .isEqualTo(200);
        commands.hanging.take().complete(new Answer(7, List.of(), false));
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(client.send(client.command("devices/RetireDevice", large)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requests_that_hang_take_one_clients_share_and_no_more() throws Exception {
        var hanging = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        commands.received.clear();
        for (int i = 0; i < 5; i++) {
            var request =
                    client.command("hang/Hang", "{}")
                            .setHeader("Authorization", Client.key("operator"));
            hanging.add(
                    client.http().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()));
        }
        for (int i = 0; i < 5; i++) {
            commands.received.take();
        }
        assertProblem(client.send(client.as("operator", "/nowhere")), 429, "too-many-at-once");
        assertProblem(client.send(client.as("auditor", "/nowhere")), 404, "path-unknown");
        commands.hanging.forEach(outcome -> outcome.complete(new Answer(7, List.of(), false)));
        assertThat(hanging)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }
}
