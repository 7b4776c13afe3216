package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static dev.lekha.app.audit.PublishedFolder.W2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import dev.lekha.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lekha audit export --entity} and what the verifier makes of it. */
class EntityExportTest {
    @TempDir Path parent;
    private PublishedFolder log;
    private Path zip;

    @BeforeEach
    void a_log_is_published() throws IOException {
        log = PublishedFolder.in(parent.resolve("data"), 9);
        log.publish(5, W1, W2);
        log.stamp();
        log.publish(W1, W2);
        zip = parent.resolve("x.zip");
    }

    private Ran export(Object... options) throws IOException {
        var arguments = new ArrayList<Object>(List.of("audit", "export", "--data", log.data()));
        arguments.addAll(List.of("--out", zip));
        arguments.addAll(List.of(options));
        return Ran.lekha(arguments.toArray());
    }

    private Ran verify(Object... options) throws IOException {
        var arguments = new ArrayList<Object>(List.of("audit", "verify", zip));
        arguments.addAll(List.of("--policy", log.policy()));
        arguments.addAll(List.of(options));
        return Ran.lekha(arguments.toArray());
    }

    @Test
    @Requirement("4.23")
    void the_events_of_one_node_verify_and_the_report_says_what_they_do_not_prove()
            throws Exception {
        var ran = export("--entity", "node=meter-3");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("events of node=meter-3", "that none is missing");
        var verified = verify("--time-root", log.timeRoot());
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains("Not proven: that no event of node=meter-3 is missing")
                .contains("Valid, and witnessed");
        assertThat(verify("--json").out()).contains("\"limits\":[\"Not proven");
    }

    @Test
    void one_event_is_exported_by_its_id() throws Exception {
        String id;
        try (var store = EmbeddedStore.openReadOnly(log.data());
                var cursor = store.reader().after(3, Log.Filter.ALL)) {
            id = cursor.next(Duration.ZERO).orElseThrow().id();
        }
        assertThat(export("--event", id).code()).isZero();
        assertThat(verify().out()).contains("1 events of").contains("Valid");
    }

    @Test
    void what_nobody_is_of_and_what_says_two_things_is_refused() throws Exception {
        assertThat(export("--entity", "node=nobody").code()).isEqualTo(1);
        assertThat(export("--entity", "node=meter-3", "--from", "2").code()).isNotZero();
        assertThat(export("--entity", "node=meter-3", "--event", "x").code()).isNotZero();
        assertThat(Files.exists(zip)).isFalse();
    }

    @Test
    void a_selection_is_no_log_that_could_be_replayed() throws Exception {
        export("--entity", "node=meter-3");
        var ran = Ran.lekha("audit", "replay", "--bundle", zip, "--policy", log.policy());
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err() + ran.out()).doesNotContain("\tat ");
    }
}
