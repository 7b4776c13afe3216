package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Each door of HTTP, and how another tenant tries to come by it at what is acme's. */
final class TenantDoors {
    private static final String TYPE = RunningPlatform.encoded("type = \"acmes-secret\"");

    /** Fails where it leads across. */
    interface Attempt {
        void on(TwoTenants tenants) throws Exception;
    }

    /** Documents, and hashes and signatures over the whole log: the same for everybody. */
    private static final Attempt NOTHING_OF_ANYBODY = tenants -> {};

    private TenantDoors() {}

    static Map<String, Attempt> table() {
        var doors = new TreeMap<String, Attempt>();
        rows(doors);
        searches(doors);
        log(doors);
        imports(doors);
        doors.put("[POST] /api/commands/{capability}/{command}", TenantDoors::commands);
        doors.put("[POST] /api/operations", TenantDoors::operations);
        doors.put("[POST] /api/reports/{node}", TenantDoors::reports);
        doors.put(
                "[GET] /api/devices/{node}/configuration",
                tenants -> {
                    var answer = tenants.other("/api/devices/pump-1/configuration");
                    assertThat(answer.statusCode()).isEqualTo(404);
                });
        doors.put("[GET] /api/tenants", TenantDoors::tenants);
        doors.put("[GET] /api/evidence/inclusion", findsNoEvent("/api/evidence/inclusion"));
        doors.put("[GET] /api/evidence/interval", findsNoEvent("/api/evidence/interval"));
        doors.put("[POST] /api/notifications/{subscription}/secret", TenantDoors::secrets);
        for (var path :
                List.of(
                        "[GET] /api/evidence/consistency",
                        "[GET] /api/evidence/policy",
                        "[GET] /api/evidence/range",
                        "[GET] /api/evidence/seal",
                        "[GET] /api/evidence/time-stamping-root",
                        "[GET] /checkpoint",
                        "[GET] /checkpoint/{size}",
                        "[GET] /timestamp/{size}/{token}",
                        "[GET] /api/schemas/{type}/{version}",
                        "[GET] /docs",
                        "[GET] /docs/{file}",
                        "[GET] /openapi.json",
                        "[] /error",
                        // By a certificate alone; whose a device is, its authority says.
                        "[POST] /api/enrolments",
                        "[POST] /api/enrolments/challenges",
                        "[POST] /api/ping")) {
            doors.put(path, NOTHING_OF_ANYBODY);
        }
        return doors;
    }

    private static void rows(Map<String, Attempt> doors) {
        doors.put("[GET] /api/views", showsNothing("/api/views"));
        doors.put("[GET] /api/views/{view}", apart("/api/views/nodes"));
        doors.put(
                "[GET] /api/views/{view}/{*key}",
                tenants -> {
                    var path = "/api/views/nodes/acmes-secret-pump";
                    assertThat(tenants.acme(path).statusCode()).isEqualTo(200);
                    var there = tenants.other(path);
                    var nowhere = tenants.other("/api/views/nodes/nothing-of-anybody");
                    assertThat(there.statusCode()).isEqualTo(404);
                    assertThat(said(there)).isEqualTo(said(nowhere));
                });
    }

    private static void searches(Map<String, Attempt> doors) {
        doors.put("[GET] /api/discovery", apart("/api/discovery?where=" + TYPE));
        doors.put("[GET] /api/context/{node}", apart("/api/context/pump-1"));
        doors.put("[GET] /api/topology", apart("/api/topology?from=pump-1&along=feeds&depth=3"));
        doors.put("[GET] /api/names", apart("/api/names?name=dns:pump.acme.example"));
        doors.put(
                "[GET] /api/evidence/completeness",
                tenants -> {
                    var path = "/api/evidence/completeness?node=pump-1";
                    assertThat(tenants.other(path).body()).contains("\"messages\":0");
                });
    }

    private static void log(Map<String, Attempt> doors) {
        doors.put("[GET] /api/log", apart("/api/log"));
        // How long the log is, tells nothing of what is in it.
        doors.put("[GET] /api/log/head", showsNothing("/api/log/head"));
        doors.put("[GET] /api/log/live", TenantDoors::live);
        doors.put(
                "[GET] /tile/**",
                tenants -> {
                    var entries = tenants.other("/tile/entries/000.p/1");
                    assertThat(entries.statusCode()).isEqualTo(403);
                    assertThat(entries.body()).contains("tenant-forbidden");
                });
    }

    private static void imports(Map<String, Attempt> doors) {
        doors.put(
                "[GET] /api/imports/{id}",
                tenants -> {
                    assertThat(tenants.acme("/api/imports/spring").statusCode()).isEqualTo(200);
                    assertThat(tenants.other("/api/imports/spring").statusCode()).isEqualTo(404);
                });
        doors.put(
                "[GET] /api/imports/{id}/receipts",
                tenants -> {
                    assertThat(tenants.acme("/api/imports/spring/receipts").body())
                            .contains("position");
                    assertThat(tenants.other("/api/imports/spring/receipts").body()).isEmpty();
                });
        doors.put(
                "[GET] /api/imports/{id}/refusals",
                tenants -> {
                    assertThat(tenants.acme("/api/imports/spring/refusals").body().lines())
                            .hasSize(2);
                    assertThat(tenants.other("/api/imports/spring/refusals").body().lines())
                            .hasSize(1);
                });
        doors.put(
                "[POST] /api/imports/{id}/resume",
                tenants -> {
                    var path = "/api/imports/spring/resume";
                    var resumed = tenants.platform.post(path, tenants.otherKey, "");
                    assertThat(resumed.statusCode()).isEqualTo(404);
                    assertThat(resumed.body()).contains("import-unknown");
                });
        doors.put(
                "[POST] /api/imports",
                tenants -> {
                    var mine = "command,node,kind\n,autumn-m1,DEVICE\n";
                    assertThat(tenants.upload(tenants.acmeKey, "autumn", mine).statusCode())
                            .isEqualTo(202);
                    assertThat(tenants.upload(tenants.otherKey, "autumn", mine).statusCode())
                            .isEqualTo(202);
                });
    }

    /** By a condition only acme fulfils, and of a group only acme has. */
    private static void operations(TwoTenants tenants) throws Exception {
        tenants.send(
                "acme",
                "groups/CreateGroup",
                "{\"group\":\"acmes-secret-roof\",\"invariants\":{}}");
        var all = "\"where\":\"type = \\\"acmes-secret\\\"\"";
        var group = "\"group\":\"acmes-secret-roof\"";
        assertThat(operate(tenants, tenants.acmeKey, all).body()).contains("\"members\":1,");
        assertThat(operate(tenants, tenants.otherKey, all).body()).contains("\"members\":0,");
        assertThat(operate(tenants, tenants.acmeKey, group).statusCode()).isEqualTo(202);
        var there = operate(tenants, tenants.otherKey, group);
        assertThat(there.statusCode()).isEqualTo(404);
        assertThat(there.body()).contains("group-unknown");
    }

    private static HttpResponse<String> operate(TwoTenants tenants, String key, String members)
            throws Exception {
        var body =
                "{\"command\":\"RecordStaticInformation\",\"fields\":{\"information\":{\"a\":1}},%s}"
                        .formatted(members);
        return tenants.platform.post("/api/operations", key, body);
    }

    /** What is another's is answered as what is not there, and the refusal is the asker's own. */
    private static void commands(TwoTenants tenants) throws Exception {
        var there = retire(tenants, "acmes-secret-pump");
        var nowhere = retire(tenants, "nothing-of-anybody");
        assertThat(there.statusCode()).isEqualTo(409);
        assertThat(said(there)).isEqualTo(said(nowhere)).contains("node-unknown");
        var refusals = "/api/views/refused-input?reason=node-unknown";
        assertThat(tenants.other(refusals).body()).contains("acmes-secret-pump", "RetireNode");
        assertThat(tenants.acme(refusals).body()).doesNotContain("RetireNode");
        assertThat(tenants.acme("/api/views/nodes/acmes-secret-pump").body())
                .contains("\"registered\"");
        tenants.node("other", "pump-1");
        assertThat(tenants.other("/api/views/nodes/pump-1").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> retire(TwoTenants tenants, String node) throws Exception {
        var path = "/api/commands/registration/RetireNode";
        return tenants.platform.post(path, tenants.otherKey, "{\"node\":\"%s\"}".formatted(node));
    }

    /** The platform's own people are told of all, and each tenant of itself. */
    private static void tenants(TwoTenants tenants) throws Exception {
        var all = tenants.platform.get("/api/tenants", tenants.platform.operator);
        assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
        assertThat(all.body())
                .contains("\"tenant\":\"acme\"", "\"tenant\":\"other\"", "\"default\"");
        for (var key : List.of(tenants.acmeKey, tenants.otherKey)) {
            var refused = tenants.platform.get("/api/tenants", key);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("tenant-forbidden").doesNotContain("acme");
        }
        assertThat(tenants.other("/api/views/tenants").body())
                .contains("\"tenant\":\"other\"")
                .doesNotContain("acme", "\"default\"");
        assertThat(tenants.acme("/api/views/tenants/acme").body()).contains("\"groups\":");
        assertThat(tenants.other("/api/views/tenants/acme").statusCode()).isEqualTo(404);
    }

    private static void reports(TwoTenants tenants) throws Exception {
        var path = "/api/reports/acmes-secret-pump";
        var pack = "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1}]";
        assertThat(tenants.platform.post(path, tenants.otherKey, pack).statusCode()).isEqualTo(403);
        assertThat(tenants.platform.post(path, tenants.acmeKey, pack).statusCode()).isEqualTo(200);
        assertThat(tenants.other("/api/views/latest-readings").body()).contains("\"items\":[]");
        assertThat(tenants.acme("/api/views/latest-readings").body()).contains("energy");
    }

    /** Two tenants may call their subscriptions alike, and each has a secret of its own. */
    private static void secrets(TwoTenants tenants) throws Exception {
        subscribe(tenants, tenants.acmeKey, "acmes-secret-pump");
        var there = secret(tenants, "acmes-secret-pump");
        assertThat(there.statusCode()).isEqualTo(409);
        assertThat(said(there)).isEqualTo(said(secret(tenants, "nothing-of-anybody")));
        subscribe(tenants, tenants.otherKey, "acmes-secret-pump");
        var path = "/api/notifications/acmes-secret-pump/secret";
        var acmes = tenants.platform.post(path, tenants.acmeKey, "").body();
        assertThat(acmes).contains("whsec_");
        assertThat(secret(tenants, "acmes-secret-pump").body())
                .contains("whsec_")
                .isNotEqualTo(acmes);
    }

    private static HttpResponse<String> secret(TwoTenants tenants, String id) throws Exception {
        var path = "/api/notifications/" + id + "/secret";
        return tenants.platform.post(path, tenants.otherKey, "");
    }

    private static void subscribe(TwoTenants tenants, String key, String id) throws Exception {
        var body =
                """
                {"subscription":"%s","filter":{"types":["registration.NodeRegistered"]},"channel":"webhook",
                 "endpoint":"http://127.0.0.1:9/"}\
                """
                        .formatted(id);
        var path = "/api/commands/notifications/Subscribe";
        assertThat(tenants.platform.post(path, key, body).statusCode()).isEqualTo(200);
    }

    /** As far as an event of its own, which comes behind all of acme's. */
    private static void live(TwoTenants tenants) throws Exception {
        tenants.node("other", "the-last-of-all");
        try (var lines = tenants.live(tenants.otherKey)) {
            var seen =
                    lines.takeWhile(line -> !line.contains("the-last-of-all"))
                            .filter(line -> line.startsWith("data:"))
                            .toList();
            assertThat(seen).isNotEmpty().allMatch(line -> line.contains("\"tenant\":\"other\""));
        }
    }

    /** Acme finds its own there, and the other nothing of it. */
    private static Attempt apart(String path) {
        return tenants -> {
            assertThat(tenants.acme(path).body()).contains(TwoTenants.MARK);
            assertThat(tenants.other(path).body()).doesNotContain(TwoTenants.MARK);
        };
    }

    /** By its id an event is found by the platform's own people alone. */
    private static Attempt findsNoEvent(String path) {
        return tenants -> {
            for (var id : List.of(tenants.anEventOfAcme(), "nothing-of-anybody")) {
                var answer = tenants.other(path + "?id=" + RunningPlatform.encoded(id));
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("tenant-forbidden");
            }
        };
    }

    private static Attempt showsNothing(String path) {
        return tenants -> {
            var answer = tenants.other(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(TwoTenants.MARK);
        };
    }

    /** Without what was asked for. */
    private static String said(HttpResponse<String> answer) {
        return answer.body()
                .replaceAll("acmes-secret-pump|nothing-of-anybody", "it")
                .replaceAll("\"incident\":\"[^\"]*\"", "");
    }
}
