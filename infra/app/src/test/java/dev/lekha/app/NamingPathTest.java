package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lives, gateways and names over HTTP, and the same again from the log. */
class NamingPathTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String REPORT =
            "{\"node\":\"%s\",\"request\":\"%s\",\"pack\":[{\"n\":\"t\",\"v\":1}]}";

    @TempDir static Path data;

    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        platform = new RunningPlatform(data);
    }

    @AfterAll
    static void downAndEveryViewEqualsItsReplay() {
        platform.close();
        assertThat(Lekha.commandLine().execute("replay", "--data", data.toString()))
                .as("every view equals its replay")
                .isZero();
    }

    @Test
    @Requirement({"5.2.1", "5.2.6", "6.16", "6.18"})
    void a_node_is_planned_bootstrapped_registers_itself_and_its_life_is_read_as_of_any_position()
            throws Exception {
        accepted(
                "ProvisionNode",
                "{\"node\":\"life-1\",\"kind\":\"DEVICE\",\"description\":\"as planned\"}");
        var bootstrapped =
                position(
                        accepted(
                                "BootstrapNode",
                                """
                                {"node":"life-1","server":"coaps://core","configuration":"v1","secret":"%s"}\
                                """
                                        .formatted(SECRET)));
        var itself = "lk.life-1." + SECRET;
        var registered =
                platform.post(
                        "/api/commands/registration/RegisterNode",
                        itself,
                        "{\"node\":\"life-1\",\"kind\":\"DEVICE\",\"description\":\"as built\"}");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
        assertThat(platform.view("nodes/life-1"))
                .contains(
                        "\"description\":\"as built\"",
                        "\"preconfigured\":\"as planned\"",
                        "\"state\":\"registered\"");
        refused(
                409,
                "transition-refused",
                "ProvisionNode",
                "{\"node\":\"life-1\",\"kind\":\"DEVICE\"}");
        accepted("QuarantineNode", "{\"node\":\"life-1\",\"reason\":\"odd\"}");
        assertThat(
                        platform.post(
                                        "/api/commands/reporting/AcceptReport",
                                        itself,
                                        REPORT.formatted("life-1", "r1"))
                                .body())
                .contains("quarantined");
        accepted("RetireNode", "{\"node\":\"life-1\"}");

        assertThat(platform.view("lifecycle?entity=life-1&as-of=" + bootstrapped))
                .contains("\"state\":\"bootstrapped\"")
                .doesNotContain("\"state\":\"registered\"");
        assertThat(platform.view("lifecycle?entity=life-1&as-of=now"))
                .contains("\"state\":\"retired\"");
        assertThat(platform.view("lifecycle?entity=life-1&as-of=2020-01-01T00:00:00Z"))
                .contains("\"items\":[]");
        assertThat(platform.view("lifecycle?entity=life-1&sort=sincePosition&format=csv").lines())
                .hasSize(7);
    }

    @Test
    @Requirement({"4.6", "7.2"})
    void a_child_is_heard_through_its_gateway_and_through_the_next_when_it_has_moved()
            throws Exception {
        for (var gateway : new String[] {"gw-a", "gw-b"}) {
            accepted(
                    "RegisterNode",
                    "{\"node\":\"%s\",\"kind\":\"GATEWAY\",\"secret\":\"%s\"}"
                            .formatted(gateway, SECRET));
        }
        accepted("RegisterNode", "{\"node\":\"leaf\",\"kind\":\"DEVICE\",\"gateway\":\"gw-a\"}");
        assertThat(report("gw-a", "leaf", "r1").statusCode()).isEqualTo(200);
        assertThat(report("gw-b", "leaf", "r2").body()).contains("not-the-reporter");
        var moved =
                position(
                        accepted(
                                "AttachToGateway",
                                "{\"node\":\"leaf\",\"gateway\":\"gw-b\",\"from\":\"gw-a\"}"));
        assertThat(report("gw-b", "leaf", "r3").statusCode()).isEqualTo(200);
        assertThat(report("gw-a", "leaf", "r4").body()).contains("not-the-reporter");

        assertThat(
                        platform.get(
                                        "/api/log?tag=node:leaf&type=reporting.ReportAccepted",
                                        platform.operator)
                                .body())
                .contains("\"actor\":\"gw-a\"", "\"actor\":\"gw-b\"");
        assertThat(platform.view("attachments?gateway=gw-a&as-of=" + (moved - 1)))
                .contains("\"node\":\"leaf\"");
        assertThat(platform.view("attachments?gateway=gw-a&as-of=now")).contains("\"items\":[]");
        assertThat(platform.view("attachments?gateway=gw-b&as-of=" + moved))
                .contains("\"node\":\"leaf\"");
        assertThat(platform.view("nodes/leaf")).contains("\"gateway\":\"gw-b\"");
    }

    @Test
    @Requirement("6.9")
    void reachability_follows_what_was_seen() throws Exception {
        accepted(
                "RegisterNode",
                "{\"node\":\"seen\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}".formatted(SECRET));
        assertThat(platform.view("reachability/seen")).contains("\"state\":\"UNKNOWN\"");
        assertThat(report("seen", "seen", "r1").statusCode()).isEqualTo(200);
        assertThat(platform.view("reachability/seen")).contains("\"state\":\"REACHABLE\"");
        accepted("MarkUnreachable", "{\"node\":\"seen\",\"evidence\":\"delivery-failed\"}");
        assertThat(platform.view("reachability/seen")).contains("\"evidence\":\"delivery-failed\"");
        assertThat(report("seen", "seen", "r2").body()).contains("registration.WakeReported");
        assertThat(platform.view("nodes/seen")).contains("\"state\":\"registered\"");
        assertThat(
                        platform.post(
                                        "/api/commands/registration/ReportSleep",
                                        "lk.seen." + SECRET,
                                        "{\"node\":\"seen\"}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(platform.view("reachability?state=ASLEEP")).contains("\"node\":\"seen\"");
    }

    @Test
    @Requirement({"4.8", "9.1", "9.3"})
    void a_node_has_names_of_many_schemes_side_by_side_and_a_bad_one_is_refused() throws Exception {
        accepted("RegisterNode", "{\"node\":\"many\",\"kind\":\"DEVICE\"}");
        for (var name :
                new String[] {
                    "urn:epc:id:sgtin:0614141.112345.400", "urn:dev:many", "dns:Many.Example",
                    "msisdn:+49(151)12345678", "ipv6:FF02:0:0:0:0:0:0:99", "ipv4:192.0.2.9",
                    "imsi:262011234567890", "sip:many@town", "email:many@example.org",
                    "url:https://many.example", "name:many"
                }) {
            accepted("BindName", "{\"node\":\"many\",\"name\":\"%s\"}".formatted(name));
            assertThat(identified("name=" + RunningPlatform.encoded(name)))
                    .as(name)
                    .contains("\"node\":\"many\"");
        }
        assertThat(platform.view("names?node=many&as-of=now"))
                .contains("epc:/01/10614141123459/21/400", "ipv6:ff02::99");
        refused(400, "command-malformed", "BindName", "{\"node\":\"many\",\"name\":\"imsi:12\"}");
        assertThat(identified("name=imsi:12")).contains("name-malformed");
    }

    @Test
    @Requirement("9.2")
    void a_name_resolves_by_time_and_an_ambiguous_description_names_the_candidates()
            throws Exception {
        accepted("DeclareReusableNames", "{\"names\":\"ipv4:10.0.0.0/8\"}");
        for (var node : new String[] {"twin-1", "twin-2"}) {
            accepted("RegisterNode", "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node));
            bind(node, "ipv4:10.0.0.1");
        }
        bind("twin-1", "place:hall-1");
        bind("twin-2", "place:hall-2");
        var first = bind("twin-1", "name:reused");
        accepted("ReleaseName", "{\"node\":\"twin-1\",\"name\":\"name:reused\"}");
        var second = bind("twin-2", "name:reused");
        refused(409, "name-taken", "BindName", "{\"node\":\"twin-1\",\"name\":\"name:reused\"}");

        assertThat(identified("name=name:reused&as-of=" + first)).contains("\"node\":\"twin-1\"");
        assertThat(identified("name=name:reused&as-of=" + second)).contains("\"node\":\"twin-2\"");
        assertThat(identified("name=ipv4:10.0.0.1"))
                .contains("name-ambiguous", "2 fit all of this: twin-1, twin-2");
        assertThat(identified("name=ipv4:10.0.0.1&name=place:hall-2"))
                .contains("\"node\":\"twin-2\"");
        assertThat(identified("name=name:reused&name=place:hall-1")).contains("name-unknown");
        assertThat(identified("nickname=x")).contains("parameter-unknown");
    }

    @Test
    @Requirement({"4.8", "9.1", "9.2", "9.3"})
    void applications_and_groups_are_found_by_name_as_what_they_are_and_as_of_then()
            throws Exception {
        accepted(
                "RegisterApplicationEntity",
                "{\"applicationEntity\":\"dim\",\"secret\":\"%s\"}".formatted(SECRET));
        assertThat(
                        platform.command(
                                        "groups/CreateGroup",
                                        "{\"group\":\"roof\",\"invariants\":{}}")
                                .statusCode())
                .isEqualTo(200);
        var given = "{\"entity\":\"%s\",\"name\":\"%s\"}";
        var first =
                position(
                        accepted(
                                "BindEntityName",
                                given.formatted("application:dim", "dns:Dim.Example")));
        assertThat(identified("name=dns:dim.example"))
                .contains("\"application\":\"dim\"", "\"kind\":\"application\"");
        var taken = given.formatted("group:roof", "dns:dim.example");
        refused(409, "name-taken", "BindEntityName", taken);
        accepted("RegisterNode", "{\"node\":\"dim-1\",\"kind\":\"DEVICE\"}");
        refused(409, "name-taken", "BindName", "{\"node\":\"dim-1\",\"name\":\"dns:dim.example\"}");
        accepted("ReleaseEntityName", given.formatted("application:dim", "dns:dim.example"));
        var second = position(accepted("BindEntityName", taken));

        assertThat(identified("name=dns:dim.example&as-of=" + first))
                .contains("\"application\":\"dim\"");
        assertThat(identified("name=dns:dim.example&as-of=" + second))
                .contains("\"group\":\"roof\"", "\"kind\":\"group\"");
        assertThat(platform.view("names?holder=group:roof&as-of=now"))
                .contains("dns:dim.example", "\"holder\":\"group:roof\"");
    }

    @Test
    void a_temporary_name_of_an_application_ends_by_itself() throws Exception {
        accepted(
                "RegisterApplicationEntity",
                "{\"applicationEntity\":\"brief\",\"secret\":\"%s\"}".formatted(SECRET));
        accepted(
                "BindEntityName",
                "{\"entity\":\"application:brief\",\"name\":\"name:brief\",\"lifetime\":\"PT1S\"}");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(identified("name=name:brief")).contains("name-unknown"));
    }

    @Test
    @Requirement("9.2")
    void a_pseudonym_ends_by_itself_and_applications_do_not_learn_whose_it_was() throws Exception {
        accepted("RegisterNode", "{\"node\":\"hidden\",\"kind\":\"DEVICE\"}");
        platform.command(
                "registration/RegisterApplicationEntity",
                "{\"applicationEntity\":\"curious\",\"secret\":\"%s\"}".formatted(SECRET));
        accepted(
                "BindName",
                "{\"node\":\"hidden\",\"name\":\"pseudonym:p1\",\"lifetime\":\"PT1S\"}");
        assertThat(platform.view("nodes/hidden")).doesNotContain("pseudonym");
        var curious = "lk.curious." + SECRET;
        assertThat(platform.get("/api/views/pseudonyms", curious).statusCode()).isEqualTo(403);
        assertThat(platform.get("/api/names?name=pseudonym:p1", curious).statusCode())
                .isEqualTo(403);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(platform.view("pseudonyms?as-of=now"))
                                .doesNotContain("\"node\":\"hidden\""));
        assertThat(platform.view("pseudonyms?node=hidden")).contains("\"name\":\"pseudonym:p1\"");
    }

    @Test
    @Requirement("5.2.1")
    void a_service_has_a_life_of_its_own() throws Exception {
        accepted(
                "RegisterApplicationEntity",
                "{\"applicationEntity\":\"heater\",\"secret\":\"%s\"}".formatted(SECRET));
        accepted("RegisterService", "{\"service\":\"heating\",\"provider\":\"heater\"}");
        accepted("RetireService", "{\"service\":\"heating\",\"reason\":\"old\"}");
        refused(
                409,
                "transition-refused",
                "RegisterService",
                "{\"service\":\"heating\",\"provider\":\"heater\"}");
        assertThat(platform.view("services/heating")).contains("\"state\":\"retired\"");
        assertThat(platform.view("lifecycle?kind=service&entity=heating&as-of=now"))
                .contains("\"state\":\"retired\"");
    }

    private static long bind(String node, String name) throws Exception {
        return position(
                accepted("BindName", "{\"node\":\"%s\",\"name\":\"%s\"}".formatted(node, name)));
    }

    /** Asks once the views have come to the end of the log. */
    private static String identified(String query) throws Exception {
        var head = platform.get("/api/log/head", platform.operator).body().replaceAll("\\D", "");
        return platform.get("/api/names?" + query + "&min-position=" + head, platform.operator)
                .body();
    }

    private static HttpResponse<String> report(String carrier, String node, String request)
            throws Exception {
        return platform.post(
                "/api/commands/reporting/AcceptReport",
                "lk." + carrier + "." + SECRET,
                REPORT.formatted(node, request));
    }

    private static long position(HttpResponse<String> answer) {
        return Json.MAPPER
                .readTree(answer.body().getBytes(StandardCharsets.UTF_8))
                .path("position")
                .longValue();
    }

    private static HttpResponse<String> accepted(String command, String body) throws Exception {
        var answer = platform.command("registration/" + command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void refused(int status, String code, String command, String body)
            throws Exception {
        var answer = platform.command("registration/" + command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
