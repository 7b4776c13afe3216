package dev.lekha.edge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.edge.FaultyInformation;
import dev.lekha.kernel.Refused;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FaultyInformationTest {
    private static final Refused WHY =
            new Refused(Refused.Kind.MALFORMED, "some-code", "x".repeat(600));

    private final StandInPlatform platform = new StandInPlatform();

    @Test
    void what_was_left_out_is_told_with_the_next_and_other_sources_are_not_affected() {
        FaultyInformation faulty = new FaultyInformation("mqtt", platform, InstantSource.system());
        for (int i = 0; i < 200; i++) {
            faulty.record("default", "pump-1", WHY, new byte[0], "sha-256:00").join();
        }
        int recorded = platform.faults().size();
        assertThat(recorded).isBetween(50, 100);
        faulty.record("default", "pump-2", WHY, new byte[0], "sha-256:00").join();
        assertThat(platform.faults()).hasSize(recorded + 1);

        await().until(() -> {
            faulty.record("default", "pump-1", WHY, new byte[300], "sha-256:00").join();
            return platform.faults().size() > recorded + 1;
        });
        String diagnostics = platform.faults().getLast().get("diagnostics").asString();
        assertThat(diagnostics)
                .hasSize(500)
                .containsPattern("\\(\\d+ more were counted but not recorded\\)$");
    }

    @Test
    void what_could_not_be_recorded_is_told_with_the_next_too() {
        boolean[] up = {false};
        FaultyInformation faulty =
                new FaultyInformation(
                        "mqtt",
                        request ->
                                up[0]
                                        ? platform.send(request)
                                        : CompletableFuture.failedFuture(
                                                new IllegalStateException("disk gone")),
                        InstantSource.system());
        faulty.record("default", "pump-1", WHY, new byte[0], "sha-256:00").join();
        up[0] = true;
        faulty.record("default", "pump-1", WHY, new byte[0], "sha-256:00").join();
        assertThat(platform.faults().getFirst().get("diagnostics").asString())
                .endsWith("(1 more were counted but not recorded)");
    }
}
