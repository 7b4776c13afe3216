package dev.lekha.command.charging;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.charging.Examples.ANNA;
import static dev.lekha.command.charging.Examples.BELA;
import static dev.lekha.command.charging.Examples.ENERGY;
import static dev.lekha.command.charging.Examples.METER;
import static dev.lekha.command.charging.Examples.POWER;
import static dev.lekha.command.charging.Examples.configured;
import static dev.lekha.command.charging.Examples.number;
import static dev.lekha.command.charging.Examples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.Register;
import dev.lekha.kernel.charging.Share;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class ConfigureChargeableEventTest {
    private static ConfigureChargeableEvent configure(Share... shares) {
        return new ConfigureChargeableEvent(
                METER, ENERGY, POWER, List.of(shares), Register.UNBOUNDED, 0);
    }

    private static Share share(String share) {
        return new Share(ANNA, number(share));
    }

    @Test
    void a_metric_becomes_chargeable() {
        given().when(configure(share("1"))).thenEvents(configured());
    }

    @Test
    void the_same_terms_again_change_nothing() {
        given(configured()).when(configure(share("1"))).thenNothing();
    }

    @Test
    @Requirement("6.14")
    void other_terms_replace_the_old_ones() {
        var anna = new Share(ANNA, number("1/3"));
        var bela = new Share(BELA, number("2/3"));
        given(configured())
                .when(configure(anna, bela))
                .thenEvents(configured(Register.UNBOUNDED, 0, anna, bela));
    }

    @ParameterizedTest
    @CsvSource({"1/3,1/3", "1/2,2/3", "1,1", "0.333333,0.666666"})
    void shares_that_are_not_exactly_the_whole_are_malformed(String anna, String bela) {
        assertThatThrownBy(() ->
                        configure(new Share(ANNA, number(anna)), new Share(BELA, number(bela))))
                .hasMessageContaining("add up to exactly 1");
    }

    @Test
    void no_shares_at_all_are_malformed() {
        assertThatThrownBy(() -> configure()).hasMessageContaining("add up to exactly 1");
    }

    @Test
    void a_subscription_does_not_bear_two_shares() {
        assertThatThrownBy(() -> configure(share("1/2"), share("1/2")))
                .hasMessageContaining("one share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1/2", "3/2", "1/1000001", "1/0", "1e-61", "half"})
    void an_absurd_share_is_malformed(String share) {
        assertThatThrownBy(() -> share(share)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,-1", "100,100", "100,200", "1e99,0", "1/0,0"})
    void an_absurd_register_is_malformed(String limit, String largestStep) {
        assertThatThrownBy(() -> register(limit, largestStep))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_may_be_left_out_may_be_left_out() {
        var json =
                """
                {"node":"meter-7","metric":"energy","ratingGroup":"power",
                 "shares":[{"subscription":"anna","share":"1"}]}\
                """;
        assertThat(Json.MAPPER.readValue(json, ConfigureChargeableEvent.class))
                .isEqualTo(configure(share("1")));
    }

    @Test
    void a_register_may_be_told_in_part() {
        var json =
                """
                {"node":"meter-7","metric":"energy","ratingGroup":"power",
                 "shares":[{"subscription":"anna","share":"1"}],
                 "register":{"limit":"100000"},"maxGapSeconds":3600}\
                """;
        var command = Json.MAPPER.readValue(json, ConfigureChargeableEvent.class);
        assertThat(command.register()).isEqualTo(new Register(number("100000"), Rational.ZERO));
        assertThat(command.maxGapSeconds()).isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"node\":\"meter-7\"}", "[]", "7"})
    void what_cannot_be_read_is_refused(String json) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(json, ConfigureChargeableEvent.class))
                .isInstanceOf(JacksonException.class);
    }
}
