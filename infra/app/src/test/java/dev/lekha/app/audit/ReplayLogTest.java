package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static dev.lekha.app.audit.PublishedFolder.W2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.DigestedViews;
import dev.lekha.app.Ran;
import dev.lekha.kernel.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor finds who makes the views anew. */
class ReplayLogTest {
    @TempDir static Path parent;

    private static PublishedFolder twice;

    @TempDir Path mine;
    private PublishedFolder folder;

    @BeforeAll
    static void views_were_published_twice() throws IOException {
        twice = new PublishedFolder(parent.resolve("data"));
        twice.logKeys();
        DigestedViews.publish(twice.data(), "pump-1", "pump-2", "pump-3");
        DigestedViews.publish(twice.data(), "pump-4", "pump-5", "pump-6");
    }

    @BeforeEach
    void in_a_folder_of_its_own() throws IOException {
        folder = new PublishedFolder(mine.resolve("data"));
        PublishedFolder.copy(twice.data(), folder.data());
    }

    private Ran replay(Object... options) {
        var arguments = new Object[options.length + 2];
        arguments[0] = "audit";
        arguments[1] = "replay";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Ran.lekha(arguments);
    }

    @Test
    void views_that_came_from_the_log_are_equal_at_every_published_digest() {
        var ran = replay("--data", folder.data());
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains(" 0 differ; rows that differ: 0.");
    }

    @Test
    void a_bundle_is_replayed_by_who_has_nothing_else() throws IOException {
        folder.publish(W1, W2);
        var zip = mine.resolve("x.zip");
        Ran.lekha("audit", "export", "--data", folder.data(), "--out", zip);
        var ran = replay("--bundle", zip, "--policy", folder.policy());
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(replay("--bundle", zip).code()).isEqualTo(64);

        var part = mine.resolve("part.zip");
        Ran.lekha("audit", "export", "--data", folder.data(), "--out", part, "--from", 2);
        assertThat(replay("--bundle", part, "--policy", folder.policy()).code()).isEqualTo(20);
    }

    @Test
    void a_row_that_was_written_over_is_named_with_the_event_whose_effect_it_does_not_show()
            throws IOException {
        DigestedViews.tamper(folder.data(), "nodes", "pump-2", "DEVICE", "GATEWAY");
        var ran = replay("--data", folder.data());
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(30);
        assertThat(ran.out())
                .contains("the row \"pump-2\" of nodes does not show the effect of position 2");
    }

    @Test
    void a_plain_replay_names_the_view_of_which_a_row_was_written_over() throws IOException {
        assertThat(Ran.lekha("replay", "--data", folder.data()).code()).isZero();
        DigestedViews.tamper(folder.data(), "nodes", "pump-2", "DEVICE", "GATEWAY");
        var ran = Ran.lekha("replay", "--data", folder.data());
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("(?m)^nodes .* DIFFERENT$")
                .contains("Not every view");
    }

    @Test
    void a_digest_of_rows_that_were_written_over_is_found_without_the_rows() throws IOException {
        DigestedViews.tamper(folder.data(), "nodes", "pump-2", "DEVICE", "GATEWAY");
        DigestedViews.publish(folder.data(), "pump-7");
        folder.publish(W1, W2);
        var zip = mine.resolve("x.zip");
        Ran.lekha("audit", "export", "--data", folder.data(), "--out", zip);
        var ran = replay("--bundle", zip, "--policy", folder.policy());
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(30);
        assertThat(ran.out()).contains("- nodes at 9: published ", "; equal at 7");
    }

    @Test
    void a_log_of_which_an_event_was_changed_is_bisected_to_it() throws IOException {
        var other =
                folder.rewritten(
                        mine.resolve("other"),
                        Integer.MAX_VALUE,
                        stored -> stored.position() == 6 ? changed(stored) : stored);
        var ran = replay("--data", other.data(), "--against", folder.data());
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(30);
        assertThat(ran.out())
                .contains("the two logs first differ in their effect on nodes at position 6");
    }

    @Test
    void a_log_without_digests_leaves_the_question_open() {
        var none = PublishedFolder.in(mine.resolve("none"), 2);
        assertThat(replay("--data", none.data()).code()).isEqualTo(20);
    }

    private static Log.Stored changed(Log.Stored stored) {
        var body = new String(stored.body(), StandardCharsets.UTF_8).replace("DEVICE", "GATEWAY");
        return new Log.Stored(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                stored.type(),
                stored.version(),
                stored.tags(),
                stored.metadata(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
