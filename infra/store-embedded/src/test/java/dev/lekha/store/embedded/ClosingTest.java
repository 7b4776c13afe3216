package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.CommitObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.IntStream;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Closing finishes what was accepted and refuses what comes later; the counts tell what was done.
 */
class ClosingTest {
    @Test
    void what_was_accepted_is_finished_and_what_comes_later_refused(@TempDir Path folder) {
        var store = open(folder);
        var answers =
                IntStream.range(0, 500)
                        .mapToObj(i -> ReadOnlyTest.commit(store.log(), "e" + i))
                        .toList();
        store.close();
        answers.forEach(answer -> answer.join());
        assertThatThrownBy(() -> ReadOnlyTest.append(store.log(), "late"))
                .hasCauseInstanceOf(Refused.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.views().position("any")).isInstanceOf(Refused.class);
        store.close();

        try (var again = open(folder)) {
            assertThat(again.reader().head()).isEqualTo(500);
        }
    }

    @Test
    void the_log_counts_what_it_appended(@TempDir Path folder) {
        try (var store = open(folder)) {
            ReadOnlyTest.append(store.log(), "a");
            ReadOnlyTest.append(store.log(), "b");
            assertThat(store.log().appended()).isEqualTo(2);
            assertThat(store.log().conflicts()).isZero();
            assertThat(store.log().waiting()).isZero();
        }
    }

    private static EmbeddedStore open(Path folder) {
        return EmbeddedStore.open(
                folder, ChainingContentTypeConverter::new, Clock.systemUTC(), CommitObserver.NONE);
    }
}
