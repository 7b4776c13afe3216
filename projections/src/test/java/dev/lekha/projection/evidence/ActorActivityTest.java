package dev.lekha.projection.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.projection.evidence.ActorActivity.Stretch;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorActivityTest {
    private final ActorActivity view = new ActorActivity();

    private static Fact fact(long position, String actor, String node) {
        return new Fact(
                position,
                "id",
                Instant.EPOCH,
                actor,
                "default",
                new NodeDeregistered(new NodeId(node), "gone"));
    }

    @Test
    @Requirement("4.23")
    void a_row_says_where_in_a_stretch_somebody_has_acted() {
        var first = fact(4_097, "anna", "meter-1");
        var last = fact(8_192, "anna", "meter-2");
        var key = "anna/0000000000000000001";
        assertThat(view.keys(first)).containsExactly(key);
        assertThat(view.keys(last)).containsExactly(key);
        assertThat(view.apply(key, view.apply(key, Optional.empty(), first), last))
                .contains(new Stretch("anna", 4_097, 8_192, 2));
        assertThat(view.keys(fact(8_193, "anna", "meter-1")))
                .containsExactly("anna/0000000000000000002");
    }

    @Test
    void what_a_node_does_about_itself_is_left_to_its_tag() {
        assertThat(view.keys(fact(1, "meter-1", "meter-1"))).isEmpty();
        assertThat(view.keys(fact(1, "", "meter-1"))).isEmpty();
    }
}
