package dev.lekha.kernel.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.Lifecycle.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
    /** Every state with every step, in the order of the enum; a dot is a refusal. */
    private static final String TABLE =
            """
                         PROVISION   BOOTSTRAP    REGISTER   SLEEP    WAKE       LOSE        QUARANTINE  RELEASE    DEREGISTER   RETIRE
            UNKNOWN      PROVISIONED .            REGISTERED .        .          .           .           .          .            .
            PROVISIONED  .           BOOTSTRAPPED REGISTERED .        .          .           .           .          .            RETIRED
            BOOTSTRAPPED .           BOOTSTRAPPED REGISTERED .        .          .           .           .          .            RETIRED
            REGISTERED   .           .            .          SLEEPING .          UNREACHABLE QUARANTINED .          DEREGISTERED RETIRED
            SLEEPING     .           .            .          .        REGISTERED UNREACHABLE QUARANTINED .          DEREGISTERED RETIRED
            UNREACHABLE  .           .            .          SLEEPING REGISTERED .           QUARANTINED .          DEREGISTERED RETIRED
            QUARANTINED  .           .            .          .        .          .           .           REGISTERED .            RETIRED
            DEREGISTERED PROVISIONED BOOTSTRAPPED REGISTERED .        .          .           .           .          .            RETIRED
            RETIRED      .           .            .          .        .          .           .           .          .            .
            """;

    @Test
    @Requirement("5.2.1")
    void every_step_from_every_state_is_as_the_table_has_it() {
        var lines = TABLE.lines().map(line -> List.of(line.strip().split(" +"))).toList();
        assertThat(lines.getFirst())
                .isEqualTo(Arrays.stream(Step.values()).map(Enum::name).toList());
        assertThat(lines).hasSize(Lifecycle.values().length + 1);
        for (var line : lines.subList(1, lines.size())) {
            var state = Lifecycle.valueOf(line.getFirst());
            var row =
                    Arrays.stream(Step.values())
                            .map(step -> state.allows(step) ? Lifecycle.after(step).name() : ".")
                            .collect(Collectors.joining(" "));
            assertThat(state + " " + row).isEqualTo(String.join(" ", line));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_allowed_is_what_the_state_lists(Lifecycle state) {
        for (var step : Step.values()) {
            assertThat(state.allowed().contains(step)).isEqualTo(state.allows(step));
        }
    }

    @Test
    void nothing_leads_out_of_retirement_and_everything_else_leads_there() {
        assertThat(Lifecycle.RETIRED.allowed()).isEmpty();
        assertThat(Lifecycle.values())
                .filteredOn(state -> state.allows(Step.RETIRE))
                .hasSize(Lifecycle.values().length - 2);
    }
}
