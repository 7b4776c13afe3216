package dev.lekha.edge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
    private static Operation read(String json) {
        return Operation.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows(Operation operation, String... nodes) throws IOException {
        try (var rows = operation.rows(new TreeSet<>(List.of(nodes)))) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void each_member_has_a_row_that_is_the_command_about_it() throws IOException {
        var declared =
                read(
                        "{'command':'DeclareCapabilities','fields':{'capabilities':{'level':1.50}},'group':'roof'}");
        assertThat(rows(declared, "m2", "m1"))
                .containsExactly(
                        "{\"capabilities\":{\"level\":1.50},\"command\":\"DeclareCapabilities\",\"node\":\"m1\"}",
                        "{\"capabilities\":{\"level\":1.50},\"command\":\"DeclareCapabilities\",\"node\":\"m2\"}");
        assertThat(rows(declared)).isEmpty();
        var introduced =
                read("{'command':'IntroduceInto','fields':{'group':'old'},'where':'battery < 9'}");
        assertThat(rows(introduced, "m1"))
                .containsExactly(
                        "{\"command\":\"IntroduceInto\",\"group\":\"old\",\"member\":\"node:m1\"}");
    }

    @Test
    void it_says_in_words_how_its_members_were_chosen() {
        assertThat(read("{'command':'ReportContext','group':'roof'}").chosen(7))
                .isEqualTo("group roof at 7");
        assertThat(read("{'command':'ReportContext','where':'a > 1 and b exists'}").chosen(7))
                .isEqualTo("where a > 1 and b exists at 7");
        assertThat(read("{'command':'ReportContext','group':'roof','where':'a > 1'}").chosen(12))
                .isEqualTo("group roof where a > 1 at 12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'command':'RetireNode','group':'roof'} | command is one of [AttachToGateway,
                    {'command':'RegisterNode','group':'roof'} | command is one of
                    {'command':'ReportContext'} | a group, a condition (where) or both
                    {'command':'ReportContext','group':'','where':''} | a group, a condition (where) or both
                    {'command':'ReportContext','group':'roof','fields':{'node':'m1'}} | fields name no command, node or member
                    {'command':'IntroduceInto','group':'roof','fields':{'member':'node:m1'}} | fields name no command
                    {'command':'ReportContext','where':'battery >> 30'} | column 10
                    {'command':'ReportContext','group':'a roof'} | letters, digits
                    {'command':'ReportContext','group':'roof','much':1} | much
                    {'command':'ReportContext','group':'roof','group':'cellar'} | Duplicate
                    {'fields':{},'group':'roof'} | command
                    {'command':'ReportContext','group':'roof' | JSON
                    null | JSON
                    """)
    void what_cannot_be_meant_is_refused_with_the_reason(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> {
                            assertThat(no.kind()).isEqualTo(Refused.Kind.MALFORMED);
                            assertThat(no.code()).isEqualTo("operation-malformed");
                        })
                .hasMessageContaining(reason);
    }
}
