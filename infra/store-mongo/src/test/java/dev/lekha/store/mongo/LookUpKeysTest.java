package dev.lekha.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpKeysTest {
    @Test
    void a_tag_stands_alone_and_behind_its_type_and_one_of_what_happens_once_alone() {
        assertThat(LookUpKeys.of(List.of("node=pump-1", "rqi=pump-1/7"), "reporting.Accepted"))
                .containsExactly("node=pump-1", "reporting.Accepted|node=pump-1", "rqi=pump-1/7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node=pump-1", "rqi=pump-1/7", "idem=app/a=b", "odd", "=", "a|b=c"})
    void what_is_wanted_is_found_by_its_tag_with_or_without_types(String tag) {
        var keys = LookUpKeys.of(List.of(tag), "a.B");
        assertThat(keys).containsAnyElementsOf(LookUpKeys.wanted(tag, List.of()));
        assertThat(keys).containsAnyElementsOf(LookUpKeys.wanted(tag, List.of("a.C", "a.B")));
    }

    @Test
    void a_busy_tag_s_events_of_other_types_are_not_looked_at() {
        assertThat(LookUpKeys.of(List.of("node=pump-1"), "a.B"))
                .doesNotContainAnyElementsOf(LookUpKeys.wanted("node=pump-1", List.of("a.C")));
    }
}
