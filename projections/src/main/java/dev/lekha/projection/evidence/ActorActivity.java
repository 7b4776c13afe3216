package dev.lekha.projection.evidence;

import dev.lekha.kernel.EventTags;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * In which stretches of the log somebody has acted: an index by actor. What a node does about
 * itself is not here, since its tag finds it. Key: {@code actor/stretch}, 19 digits.
 */
@View(
        name = ActorActivity.NAME,
        capability = "evidence",
        fields = {"actor", "from", "to"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class ActorActivity implements Projection<ActorActivity.Stretch> {
    public static final String NAME = "actor-activity";

    private static final long POSITIONS = 4_096;
    private static final int DIGITS = 19;

    /**
     * @param from position of the first event in it that the actor has caused
     * @param to of the last one
     * @param count how many there are in it
     */
    public record Stretch(String actor, long from, long to, long count) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.actor().isEmpty() || isOfItself(fact) ? List.of() : List.of(key(fact));
    }

    private static boolean isOfItself(Fact fact) {
        return EventTags.of(fact.event()).contains(Tag.of(Tags.NODE, fact.actor()));
    }

    private static String key(Fact fact) {
        var stretch = Long.toString((fact.position() - 1) / POSITIONS);
        return fact.actor() + "/" + "0".repeat(DIGITS - stretch.length()) + stretch;
    }

    @Override
    public Optional<Stretch> apply(String key, Optional<Stretch> row, Fact fact) {
        return Optional.of(
                row.map(known ->
                                new Stretch(
                                        known.actor, known.from, fact.position(), known.count + 1))
                        .orElseGet(() ->
                                new Stretch(fact.actor(), fact.position(), fact.position(), 1)));
    }
}
