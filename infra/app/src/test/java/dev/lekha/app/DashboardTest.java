package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.edge.mqtt.ExternalBroker;
import dev.lekha.edge.mqtt.MqttProperties;
import dev.lekha.edge.mqtt.Report;
import dev.lekha.edge.mqtt.Reports;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard asks for nothing that the platform does not tell. */
class DashboardTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\{");

    @TempDir Path data;

    @Test
    void every_metric_of_the_dashboard_is_in_a_scrape() throws Exception {
        var asked = new TreeSet<String>();
        METRIC.matcher(DeployFiles.text(DeployFiles.FOLDER.resolve("grafana/lekha.json")))
                .results()
                .forEach(found -> asked.add(found.group(1)));
        assertThat(asked).hasSizeGreaterThan(30);
        try (var platform = new RunningPlatform(data)) {
            // These appear when there is cause: a refused command, a report that has to wait.
            platform.command("charging/PublishTariff", "{}");
            platform.command(
                    "registration/BindName", "{\"node\":\"nobody\",\"name\":\"urn:dev:nobody\"}");
            platform.command(
                    "registration/RegisterNode",
                    "{\"node\":\"m\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}".formatted(SECRET));
            try (var device = new ReportingDevice(platform.mqtt, "m", SECRET)) {
                device.report("m", "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1}]");
            }
            var meters = platform.context.getBean(MeterRegistry.class);
            var reports = reportsThatWait(meters);
            // So does a pause of the JVM.
            System.gc();
            try (var external = unopened(reports, meters)) {
                var scrape = platform.get("/actuator/prometheus", platform.operator).body();
                assertThat(external.connected()).isFalse();
                assertThat(asked)
                        .allMatch(metric ->
                                scrape.contains("\n" + metric + "{")
                                        || scrape.contains("\n" + metric + " "));
            }
        }
    }

    private static Reports reportsThatWait(MeterRegistry meters) {
        var reports =
                new Reports(
                        "mqtt",
                        _ ->
                                CompletableFuture.failedFuture(
                                        new Refused(Refused.Kind.BUSY, "busy", "Not now.")),
                        new Anybody(),
                        new Reports.Limits(1000, 10, Duration.ZERO),
                        meters,
                        InstantSource.system());
        reports.accept(
                        new Report(
                                Caller.PLATFORM,
                                "m",
                                "[{\"n\":\"e\",\"v\":1}]".getBytes(StandardCharsets.UTF_8),
                                "",
                                "",
                                ""))
                .join();
        return reports;
    }

    private static ExternalBroker unopened(Reports reports, MeterRegistry meters) {
        return new ExternalBroker(
                MqttProperties.of(Map.of("shutdown-grace", "1ms")),
                SocketFactory.getDefault(),
                reports,
                meters);
    }

    private static final class Anybody implements Authenticator {
        @Override
        public Optional<Caller> authenticate(String credential, String secret) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> holder(String credential) {
            return Optional.empty();
        }

        @Override
        public boolean mayReportFor(Caller caller, String node) {
            return true;
        }
    }
}
