package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Decision;
import dev.lekha.kernel.Fact;
import java.util.List;

/** Where races are run: one log, and several who ask at the same moment. */
interface RaceSite extends AutoCloseable {
    /** {@code accepted}, {@code nothing} where it changed nothing, or the code of the refusal. */
    String ask(Decision<?> decision);

    /** All at the same moment; answers in their order. */
    List<String> race(List<? extends Decision<?>> decisions);

    /** All at once, where nobody is in another's way. */
    default void allAccepted(List<? extends Decision<?>> decisions) {
        assertThat(race(decisions)).containsOnly("accepted");
    }

    /** Position of the newest event that is known of here. */
    long head();

    /** What was stored behind the position, once every policy has heard it. */
    List<Fact> settled(long after);

    /** How often a decision was taken again, since another had come between. */
    long conflicts();

    @Override
    void close();
}
