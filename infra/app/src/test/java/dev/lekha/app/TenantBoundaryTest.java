package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.PersonalComponents;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.TenantKey;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * One tenant has something behind every door and in every view; another tries to come at it, as an
 * operator with all rights in its own tenant. What is another's carries the word {@link
 * TwoTenants#MARK}, which must come out nowhere.
 */
class TenantBoundaryTest {
    private static final String SEALED =
            ",\"%s\":{\"subject\":\"s\",\"purposes\":[],\"place\":\"p\",\"sealed\":\"AAAA\"}";

    @TempDir static Path folder;

    private static TwoTenants tenants;
    private static Map<String, TenantDoors.Attempt> doors;

    @BeforeAll
    static void start() throws Exception {
        tenants = new TwoTenants(folder);
        doors = TenantDoors.table();
    }

    @AfterAll
    static void stop() {
        tenants.close();
    }

    @Test
    @Requirement("7.7")
    void no_door_is_left_out_of_the_table() {
        var mappings =
                tenants.platform.context.getBean(
                        "requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var found = new TreeSet<String>();
        mappings.getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getName().startsWith("dev.lekha")) {
                        mapping.getPatternValues()
                                .forEach(path ->
                                        found.add(
                                                mapping.getMethodsCondition().getMethods()
                                                        + " "
                                                        + path));
                    }
                });
        assertThat(doors.keySet()).containsExactlyInAnyOrderElementsOf(found);
    }

    @TestFactory
    @Requirement("7.7")
    Stream<DynamicTest> no_door_leads_to_another_tenant() {
        return doors.entrySet().stream()
                .map(door ->
                        DynamicTest.dynamicTest(door.getKey(), () -> door.getValue().on(tenants)));
    }

    /** Every view that there is, by each form of answer; so none can be left out. */
    @TestFactory
    @Requirement("7.7")
    Stream<DynamicTest> no_view_shows_a_row_of_another_tenant() {
        return Discovery.projections().stream()
                .map(Projecting::schemaOf)
                .filter(schema -> !schema.readers().isEmpty())
                .map(schema -> DynamicTest.dynamicTest(schema.name(), () -> keeps_apart(schema)));
    }

    private static void keeps_apart(ViewSchema schema) throws Exception {
        var view = schema.name();
        var personal = new StringBuilder();
        PersonalComponents.names(schema.row())
                .forEach(name -> personal.append(SEALED.formatted(name)));
        var views = tenants.platform.context.getBean(WatchedViews.class);
        put(views, view, "acme", row(TwoTenants.MARK, personal));
        put(views, view, "other", row("mine", personal));
        put(views, view, Caller.DEFAULT_TENANT, row(TwoTenants.MARK, personal));
        var path = "/api/views/" + view;
        for (var format : new String[] {"", "?format=ndjson", "?format=csv", "?limit=1"}) {
            var answer = get(tenants.otherKey, path + format);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(TwoTenants.MARK);
        }
        for (var field : schema.fields()) {
            assertThat(get(tenants.otherKey, path + "?sort=-" + field).body())
                    .doesNotContain(TwoTenants.MARK);
        }
        assertThat(get(tenants.otherKey, path + "/row").body()).contains("\"mark\":\"mine\"");
        assertThat(get(tenants.otherKey, path + "/~acme~row").statusCode()).isEqualTo(404);
        assertThat(get(tenants.acmeKey, path + "/row").body()).contains(TwoTenants.MARK);
        assertThat(get(tenants.acmeKey, path + "?format=ndjson").body()).contains(TwoTenants.MARK);
        for (var tenant : new String[] {"acme", "other", Caller.DEFAULT_TENANT}) {
            change(views, view, tenant, Optional.empty());
        }
    }

    private static String row(String mark, CharSequence personal) {
        return "{\"mark\":\"%s\"%s}".formatted(mark, personal);
    }

    private static HttpResponse<String> get(String key, String path) throws Exception {
        return tenants.platform.get(path, key);
    }

    private static void put(Views views, String view, String tenant, String json) {
        change(views, view, tenant, Optional.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Beside the facts, at the position at which the view stands, whichever that is now. */
    private static void change(Views views, String view, String tenant, Optional<byte[]> row) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(IllegalStateException.class)
                .until(() -> {
                    var at = views.position(view);
                    views.apply(view, at, at, Map.of(TenantKey.of(tenant, "row"), row));
                    return true;
                });
    }

    @Test
    @Requirement("7.7")
    void the_platforms_own_people_name_the_tenant_that_they_look_into() throws Exception {
        var platform = tenants.platform;
        assertThat(platform.get("/api/views/nodes/pump-1", platform.operator).statusCode())
                .isEqualTo(404);
        var answer = tenants.get("/api/views/nodes/pump-1", platform.operator, "acme");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tenants.get("/api/log", platform.operator, "acme").body().lines())
                .isNotEmpty()
                .allMatch(line ->
                        Json.MAPPER
                                .readTree(line)
                                .path("metadata")
                                .path("tenant")
                                .asString()
                                .equals("acme"));
        assertThat(platform.get("/api/log", platform.operator).body())
                .contains("\"tenant\":\"acme\"", "\"tenant\":\"other\"", "\"tenant\":\"default\"");
    }

    @Test
    void nobody_else_can_name_another_tenant() throws Exception {
        var denied = tenants.get("/api/views/nodes", tenants.otherKey, "acme");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("tenant-forbidden");
        assertThat(tenants.get("/api/views/nodes", tenants.otherKey, "other").statusCode())
                .isEqualTo(200);
        assertThat(tenants.get("/api/views/nodes", tenants.platform.operator, "~a").statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_the_platforms_people_do_elsewhere_bears_their_own_name() throws Exception {
        var log = tenants.get("/api/log?type=registration.NodeRegistered", tenants.acmeKey, "");
        assertThat(log.body()).contains("\"actor\":\"default/operator\"", "\"tenant\":\"acme\"");
    }

    @Test
    void what_falls_due_is_done_in_its_own_tenant() throws Exception {
        for (var tenant : new String[] {"acme", "other"}) {
            tenants.node(tenant, "masked");
        }
        var name = "{\"node\":\"masked\",\"name\":\"pseudonym:p1\",\"lifetime\":\"%s\"}";
        tenants.send("other", "registration/BindName", name.formatted("PT1H"));
        tenants.send("acme", "registration/BindName", name.formatted("PT1S"));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !tenants.acme("/api/views/pseudonyms?as-of=now").body().contains("masked"));
        assertThat(tenants.other("/api/views/pseudonyms?as-of=now").body()).contains("masked");
    }
}
