package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Applications and devices are told of others, on the running platform. */
class NotificationsTest extends NotificationSteps {
    @Test
    @Requirement("4.34")
    void an_application_is_told_once_of_each_new_one_signed_so_that_openssl_verifies_it()
            throws Exception {
        var key = application("heat");
        subscribe(key, "heat-hears", filter(NEW_APPLICATION), receiver.url("/heat"));
        var secret = show(key, "heat-hears");
        assertThat(post("/api/notifications/heat-hears/secret", key, "").body())
                .contains("secret-shown");
        application("power");
        await().atMost(PATIENCE).until(() -> told("/heat").contains("power"));
        var post = receiver.posts("/heat").getLast();
        assertThat(post.event().path("specversion").asString()).isEqualTo("1.0");
        assertThat(post.event().path("type").asString())
                .isEqualTo("lekha." + NEW_APPLICATION + ".v1");
        assertThat(post.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(post.header("webhook-signature")).isEqualTo("v1," + opensslHmac(secret, post));
        await().atMost(PATIENCE).until(() -> row("heat-hears").path("delivered").asInt() == 1);
        assertThat(told("/heat")).containsExactly("power");
        assertThat(log("notifications.NotificationDelivered", "heat-hears")).hasSize(1);
    }

    @Test
    @Requirement("4.34")
    void who_is_not_authorised_is_not_told() throws Exception {
        var both = "{\"types\":[\"charging.TariffPublished\",\"%s\"]}".formatted(NEW_APPLICATION);
        subscribe(application("unauthorised"), "app-hears", both, receiver.url("/app"));
        subscribe(platform.operator, "operator-hears", both, receiver.url("/operator"));
        send(
                "charging/PublishTariff",
                """
                {"tariff":"t1","ratingGroup":"energy","currency":"EUR","unit":"kWh","price":"3/10",\
                "validFrom":"2020-01-01"}\
                """);
        application("behind-the-tariff");
        await().atMost(PATIENCE).until(() -> told("/operator").contains("behind-the-tariff"));
        await().atMost(PATIENCE).until(() -> told("/app").contains("behind-the-tariff"));
        assertThat(types("/operator")).contains("lekha.charging.TariffPublished.v1");
        assertThat(types("/app")).doesNotContain("lekha.charging.TariffPublished.v1");
    }

    @Test
    @Requirement("4.13")
    void a_restricted_application_is_told_of_what_it_was_granted_to_see() throws Exception {
        for (var node : List.of("meter-hidden", "meter-shown")) {
            send(
                    "registration/RegisterNode",
                    "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node));
        }
        var declared = filter("registration.CapabilitiesDeclared");
        subscribe(application("bounded"), "bounded-hears", declared, receiver.url("/bounded"));
        send("access/RestrictApplication", "{\"application\":\"bounded\"}");
        send(
                "access/GrantAccess",
                """
                {"application":"bounded","grant":"one","actions":["views/notifications"],\
                "scope":"node:meter-shown","lifetime":""}\
                """);
        for (var node : List.of("meter-hidden", "meter-shown")) {
            send(
                    "registration/DeclareCapabilities",
                    "{\"node\":\"%s\",\"capabilities\":{\"battery\":7}}".formatted(node));
        }
        await().atMost(PATIENCE).until(() -> !receiver.posts("/bounded").isEmpty());
        assertThat(receiver.posts("/bounded"))
                .extracting(post -> post.event().path("data").path("node").asString())
                .containsExactly("meter-shown");
    }

    @Test
    @Requirement("4.34")
    void an_application_that_left_is_told_no_more() throws Exception {
        var key = application("leaver");
        subscribe(key, "leaver-hears", filter(NEW_APPLICATION), receiver.url("/leaver"));
        application("before-it-left");
        await().atMost(PATIENCE).until(() -> told("/leaver").contains("before-it-left"));
        send(
                "registration/DeregisterApplicationEntity",
                "{\"applicationEntity\":\"leaver\",\"reason\":\"done\"}");
        var witness = application("witness");
        subscribe(witness, "witness-hears", filter(NEW_APPLICATION), receiver.url("/witness"));
        application("after-it-left");
        await().atMost(PATIENCE).until(() -> told("/witness").contains("after-it-left"));
        await().atMost(PATIENCE)
                .until(() ->
                        row("leaver-hears").path("state").asString().equals("credentials-revoked"));
        assertThat(told("/leaver")).contains("before-it-left").doesNotContain("after-it-left");
    }

    @Test
    @Requirement({"4.34", "5.2.10"})
    void one_that_registers_late_is_told_from_the_position_that_it_names_in_order()
            throws Exception {
        application("early-1");
        application("early-2");
        var key = application("late");
        var body =
                "{\"subscription\":\"late-hears\",\"filter\":%s,\"channel\":\"webhook\",\"after\":\"0\",\"endpoint\":\"%s\"}"
                        .formatted(filter(NEW_APPLICATION), receiver.url("/late"));
        assertThat(post("/api/commands/notifications/Subscribe", key, body).statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> told("/late").contains("late"));
        assertThat(told("/late")).containsSubsequence("early-1", "early-2", "late");
        assertThat(receiver.posts("/late").stream().map(post -> position(post.event()))).isSorted();
    }

    @Test
    void failures_are_tried_again_under_one_id_and_a_hanging_receiver_holds_up_nobody()
            throws Exception {
        var key = application("patient");
        subscribe(
                key,
                "hanging",
                filter(NEW_APPLICATION),
                receiver.url("/hang", _ -> receiver.hang()));
        subscribe(
                key,
                "flaky",
                filter(NEW_APPLICATION),
                receiver.url("/flaky", number -> number < 3 ? 500 : 200));
        var began = System.nanoTime();
        application("for-the-patient");
        await().atMost(PATIENCE).until(() -> row("flaky").path("delivered").asInt() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("less than one time-out of the hanging one")
                .isLessThan(Duration.ofSeconds(2));
        assertThat(receiver.posts("/flaky").stream().limit(3).map(Receiver.Post::id).distinct())
                .hasSize(1);
        await().atMost(PATIENCE).until(() -> row("hanging").path("dead").asInt() >= 1);
        assertThat(letters("hanging").getFirst().path("reason").asString())
                .isEqualTo("attempts-exhausted");
        assertThat(letters("hanging").getFirst().path("detail").asString()).contains("timed-out");
        send("notifications/Unsubscribe", "{\"subscription\":\"hanging\"}");
    }

    @Test
    void what_was_refused_is_a_dead_letter_that_can_be_delivered_after_all() throws Exception {
        var key = application("mended");
        subscribe(
                key,
                "mended-hears",
                filter(NEW_APPLICATION),
                receiver.url("/mended", number -> number == 1 ? 404 : 204));
        application("for-the-mended");
        await().atMost(PATIENCE).until(() -> letters("mended-hears").size() == 1);
        var letter = letters("mended-hears").getFirst();
        assertThat(letter.path("reason").asString()).isEqualTo("status-404");
        assertThat(letter.path("attempts").asInt()).isEqualTo(1);
        var asked =
                post(
                        "/api/commands/notifications/Redeliver",
                        key,
                        "{\"subscription\":\"mended-hears\",\"position\":%d}"
                                .formatted(letter.path("position").asLong()));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> letters("mended-hears").isEmpty());
        var posts =
                receiver.posts("/mended").stream()
                        .filter(post -> position(post.event()) == letter.path("position").asLong())
                        .toList();
        assertThat(posts).hasSize(2);
        assertThat(posts.stream().map(Receiver.Post::id).distinct()).hasSize(1);
        assertThat(
                        log("notifications.NotificationDelivered", "mended-hears").stream()
                                .filter(event ->
                                        event.at("/body/position").asLong()
                                                == letter.path("position").asLong()))
                .hasSize(1);
    }

    @Test
    void an_endpoint_that_is_gone_ends_its_subscription() throws Exception {
        var key = application("gone");
        subscribe(key, "gone-hears", filter(NEW_APPLICATION), receiver.url("/gone", _ -> 410));
        application("for-the-gone");
        await().atMost(PATIENCE)
                .until(() -> row("gone-hears").path("state").asString().equals("gone"));
        application("for-the-gone-2");
        assertThat(receiver.posts("/gone")).hasSize(1);
        assertThat(letters("gone-hears").getFirst().path("reason").asString()).isEqualTo("gone");
    }

    @Test
    void a_link_local_address_is_not_asked() throws Exception {
        var key = application("curious");
        subscribe(
                key,
                "curious-hears",
                filter(NEW_APPLICATION),
                "http://169.254.169.254/latest/meta-data");
        application("for-the-curious");
        await().atMost(PATIENCE).until(() -> !letters("curious-hears").isEmpty());
        assertThat(letters("curious-hears").getFirst().path("reason").asString())
                .isEqualTo("address-refused");
    }

    @Test
    @Requirement("4.34")
    void applications_and_devices_hear_by_mqtt_on_their_own_topics() throws Exception {
        var key = application("by-mqtt");
        send(
                "registration/RegisterNode",
                "{\"node\":\"pump\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}".formatted(SECRET));
        try (var application =
                        new Listener(
                                platform.mqtt,
                                "by-mqtt",
                                SECRET,
                                "applications/by-mqtt/notifications");
                var device =
                        new Listener(platform.mqtt, "pump", SECRET, "devices/pump/notifications")) {
            subscribeByMqtt(key, "by-mqtt-hears");
            subscribeByMqtt("lk.pump." + SECRET, "pump-hears");
            application("for-mqtt");
            await().atMost(PATIENCE).until(() -> !application.heard.isEmpty());
            await().atMost(PATIENCE).until(() -> !device.heard.isEmpty());
            var message = application.heard.getFirst();
            var event = Json.MAPPER.readTree(message.getPayload());
            assertThat(message.getQos()).isEqualTo(1);
            assertThat(event.at("/data/applicationEntity").asString()).isEqualTo("for-mqtt");
            assertThat(message.getProperties().getUserProperties())
                    .anyMatch(one ->
                            one.getKey().equals("event-id")
                                    && one.getValue().equals(event.path("id").asString()));
            await().atMost(PATIENCE).until(() -> row("pump-hears").path("delivered").asInt() >= 1);
        }
    }

    @Test
    @Requirement("4.34")
    void an_application_hears_live_what_its_subscription_names_and_another_cannot_listen_in()
            throws Exception {
        var key = application("live");
        var body =
                "{\"subscription\":\"live-hears\",\"filter\":%s,\"channel\":\"sse\",\"after\":\"0\"}"
                        .formatted(filter(NEW_APPLICATION));
        assertThat(post("/api/commands/notifications/Subscribe", key, body).statusCode())
                .isEqualTo(200);
        var path = "/api/log/live?subscription=live-hears";
        assertThat(platform.get(path, application("not-live")).statusCode()).isEqualTo(404);
        assertThat(platform.get("/api/log/live", key).statusCode()).isEqualTo(403);
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(platform.http.resolve(path))
                            .header("Authorization", "Bearer " + key)
                            .build();
            var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
            try (lines) {
                assertThat(
                                lines.filter(line -> line.startsWith("data:"))
                                        .map(line -> line.substring("data:".length()))
                                        .map(Json.MAPPER::readTree)
                                        .map(event ->
                                                event.at("/body/applicationEntity").asString())
                                        .filter("live"::equals)
                                        .findFirst())
                        .isPresent();
            }
            client.shutdownNow();
        }
    }

    @Test
    @Requirement("4.34")
    void what_two_applications_agreed_to_exchange_is_heard_until_the_agreement_ends()
            throws Exception {
        var giver = application("giver");
        var taker = application("taker");
        subscribe(
                taker,
                "taker-hears",
                filter("charging.ChargeableEventConfigured"),
                receiver.url("/taker"));
        configure(giver, "before");
        configure(taker, "own");
        // Its own comes behind the other's, which has been decided by then.
        await().atMost(PATIENCE).until(() -> nodes("/taker").contains("own"));
        propose(giver, "exchange");
        accept(taker, "exchange");
        configure(giver, "during");
        configure(platform.operator, "somebody-elses");
        await().atMost(PATIENCE).until(() -> nodes("/taker").contains("during"));
        send("agreements/EndAgreement", "{\"agreement\":\"exchange\"}");
        configure(giver, "after");
        configure(taker, "own-again");
        await().atMost(PATIENCE).until(() -> nodes("/taker").contains("own-again"));
        assertThat(nodes("/taker")).containsExactly("own", "during", "own-again");
        assertThat(platform.view("agreements/exchange")).contains("\"state\":\"ended\"");
    }

    @Test
    void an_agreement_ends_by_itself_when_its_time_has_come() throws Exception {
        application("short-1");
        var second = application("short-2");
        var until = Instant.now().plusSeconds(2).toString();
        send(
                "agreements/ProposeAgreement",
                "{\"agreement\":\"short\",\"proposer\":\"short-1\",\"counterparty\":\"short-2\",\"given\":[\"context.ContextReported\"],\"until\":\"%s\"}"
                        .formatted(until));
        accept(second, "short");
        await().atMost(PATIENCE)
                .until(() ->
                        Json.MAPPER
                                .readTree(platform.view("agreements/short"))
                                .path("state")
                                .asString()
                                .equals("ended"));
    }

    @Test
    @Requirement("4.34")
    void the_list_of_applications_says_who_is_registered() throws Exception {
        application("listed");
        application("unlisted");
        send(
                "registration/DeregisterApplicationEntity",
                "{\"applicationEntity\":\"unlisted\",\"reason\":\"\"}");
        var registered = items("applications?state=registered&limit=1000");
        assertThat(registered)
                .extracting(row -> row.path("application").asString())
                .contains("listed")
                .doesNotContain("unlisted");
    }

    /** Registers it and gives its key. */
}
