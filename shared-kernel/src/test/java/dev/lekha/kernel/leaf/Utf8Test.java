package dev.lekha.kernel.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Łucja ä/ö", "\uD83D\uDD12 locked"})
    void a_text_is_stored_so_that_it_comes_back(String text) {
        assertThat(new String(Utf8.of(text), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void half_of_a_surrogate_pair_is_refused() {
        for (var text : new String[] {"a\uD800", "\uDC00b", "\uD800\uD800"}) {
            assertThatThrownBy(() -> Utf8.of(text))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("text-malformed"));
        }
    }
}
