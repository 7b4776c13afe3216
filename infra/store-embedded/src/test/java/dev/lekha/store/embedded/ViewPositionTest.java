package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewPositionTest {
    private final ViewPosition position = new ViewPosition();

    @Test
    void nothing_is_known_until_this_process_has_moved_the_view() {
        assertThat(position.known()).isFalse();
        assertThat(position.reflected(7)).isEqualTo(7);
    }

    @Test
    void batches_without_changes_move_what_rows_reflect_and_not_what_is_stored() {
        position.written(5);
        assertThat(position.passed(9)).isTrue();
        assertThat(position.reflected(5)).isEqualTo(9);
        assertThat(position.stored()).isEqualTo(5);
    }

    @Test
    void rows_of_another_moment_reflect_what_is_stored_with_them() {
        position.written(5);
        position.passed(9);
        assertThat(position.reflected(4)).isEqualTo(4);
        assertThat(position.reflected(12)).isEqualTo(12);
    }

    @Test
    void after_many_batches_without_changes_it_is_time_to_store_the_position() {
        position.written(5);
        assertThat(position.passed(5 + 8_192)).isTrue();
        assertThat(position.passed(5 + 8_193)).isFalse();
        assertThat(position.reflected()).isEqualTo(5 + 8_192);
    }

    @Test
    void what_is_forgotten_is_asked_of_the_file_again() {
        position.written(5);
        position.forget();
        assertThat(position.known()).isFalse();
        assertThat(position.reflected(3)).isEqualTo(3);
    }
}
