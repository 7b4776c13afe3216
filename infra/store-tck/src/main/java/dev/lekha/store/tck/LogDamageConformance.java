package dev.lekha.store.tck;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A changed byte is found, named by its position, and never served. */
public abstract class LogDamageConformance extends StoreConformance {
    @BeforeEach
    void three_events_the_second_of_them_damaged() {
        append(opened().engine(), event("a", "node=1"), event("b", "node=2"), event("c", "node=1"));
        opened().corrupt(2);
        reopen();
    }

    @Test
    void a_reader_names_the_damaged_event() {
        assertThatThrownBy(() -> Reads.after(opened().log(), 0, Log.Filter.ALL))
                .hasMessageContaining("position 2");
    }

    @Test
    void sourcing_names_the_damaged_event() {
        assertThatThrownBy(() -> Reads.source(opened().engine(), tagged("node=2")))
                .hasMessageContaining("position 2");
    }

    @Test
    void sourcing_what_is_whole_goes_on() {
        assertThat(Reads.source(opened().engine(), tagged("node=1"))).containsExactly("a", "c");
    }

    @Test
    void a_stream_ends_with_the_damage_as_its_error() {
        var stream = Reads.stream(opened().engine(), 0);
        while (stream.next().isPresent()) {
            assertThat(stream.isCompleted()).isFalse();
        }
        assertThat(stream.error().orElseThrow()).hasMessageContaining("position 2");
        assertThat(stream.isCompleted()).isTrue();
    }
}
