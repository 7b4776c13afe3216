package dev.lekha.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.kernel.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

class UnreadableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"group":"g"}                                     | Field invariants is missing or is not an object.
                    {"group":"g","invariants":3}                      | Field invariants is missing or is not an object.
                    {"group":{},"invariants":{}}                      | Field group is missing or is not text.
                    {"group":"g","invariants":{"admits":"NODE"}}      | Field invariants.admits is missing or is not a list.
                    {"group":"g","invariants":{"admits":["PLANET"]}}  | Field invariants.admits[0] is missing or is not one of NODE, GROUP.
                    {"group":"g","invariants":{"limit":"many"}}       | Field invariants.limit is missing or is not a number.
                    {"group":"g","invariants":{"where":[]}}           | Field invariants.where is missing or is not text.
                    [1]                                               | The body is not a JSON object.
                    {"group":                                         | The body is not JSON: line 1, column 10.
                    """)
    void a_body_that_cannot_be_read_is_answered_with_the_field_and_what_it_should_be(
            String body, String sentence) {
        assertThat(sentenceOf(body, CreateGroup.class)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"group":"g","member":{"node":"n"}} | Field member is missing or is not text.
                    {"group":"g","member":"node:n","x":1} | There is no field x; known are group, member.
                    """)
    void so_is_one_with_a_field_that_is_written_in_another_way(String body, String sentence) {
        assertThat(sentenceOf(body, IntroduceInto.class)).isEqualTo(sentence);
    }

    private static String sentenceOf(String body, Class<?> command) {
        return Unreadable.sentence(
                catchThrowableOfType(
                        JacksonException.class, () -> Json.MAPPER.readValue(body, command)));
    }
}
