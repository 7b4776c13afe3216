package dev.lekha.command.charging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random towns, badly behaved: what is billed equals what was consumed, to the last fraction. */
@Requirement({"5.3.1", "6.14", "C.1.2"})
class MeterToMoneyTest {
    static IntStream seeds() {
        return IntStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_billed_is_what_was_consumed(int seed) {
        var story = new TownStory(seed).run();
        var billed = story.platform.billed();
        assertThat(billed).as("bills").isEqualTo(story.town.owed());
        story.frozen.forEach((bill, amount) ->
                assertThat(billed.getOrDefault(bill, Rational.ZERO))
                        .as("closed " + bill)
                        .isEqualTo(amount));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void each_share_of_what_was_consumed_has_one_record_and_one_price(int seed) {
        var story = new TownStory(seed).run();
        var usage = story.platform.events(UsageRecorded.class).toList();
        assertThat(
                        usage.stream()
                                .map(UsageRecorded::quantity)
                                .reduce(Rational.ZERO, Rational::plus))
                .as("shares add up to the whole")
                .isEqualTo(story.town.consumed());
        var references = usage.stream().map(UsageRecorded::usage).toList();
        assertThat(references)
                .as("charging references")
                .doesNotHaveDuplicates()
                .hasSize(Math.toIntExact(story.town.records()));
        assertThat(story.platform.events(CdrIssued.class).map(CdrIssued::usage))
                .as("charging data records")
                .containsExactlyInAnyOrderElementsOf(references);
    }
}
