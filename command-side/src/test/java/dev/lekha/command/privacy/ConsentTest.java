package dev.lekha.command.privacy;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentGiven;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentRequired;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentWithdrawn;
import dev.lekha.kernel.privacy.ConsentRecipient;
import dev.lekha.kernel.privacy.ContextName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConsentTest {
    private static final NodeId VAN = new NodeId("van");
    private static final ContextName WHERE = new ContextName("location");
    private static final ConsentRecipient APP = new ConsentRecipient("app");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String LATER = "2026-11-24T12:00:00Z";
    private static final ConsentRequired REQUIRED = new ConsentRequired(VAN, WHERE);
    private static final ConsentWithdrawn WITHDRAWN = new ConsentWithdrawn(VAN, WHERE, APP);

    private static GiveConsent give(String until, String... purposes) {
        return new GiveConsent(VAN, WHERE, APP, new TreeSet<>(Set.of(purposes)), until, NOON);
    }

    private static ConsentGiven consented(String until, String... purposes) {
        return new ConsentGiven(VAN, WHERE, APP, new TreeSet<>(Set.of(purposes)), until);
    }

    @Test
    void consent_is_required_once_for_ever() {
        given().when(new RequireConsent(VAN, WHERE)).thenEvents(REQUIRED);
        given(REQUIRED).when(new RequireConsent(VAN, WHERE)).thenNothing();
        given(new ConsentRequired(VAN, new ContextName("speed")))
                .when(new RequireConsent(VAN, WHERE))
                .thenEvents(REQUIRED);
    }

    @Test
    @Requirement("4.33")
    void consent_is_given_for_purposes_and_takes_the_place_of_what_was_given_before() {
        given(REQUIRED).when(give(LATER, "rescue")).thenEvents(consented(LATER, "rescue"));
        given(REQUIRED, consented(LATER, "rescue")).when(give(LATER, "rescue")).thenNothing();
        given(REQUIRED, consented(LATER, "rescue"))
                .when(give("", "rescue", "routing"))
                .thenEvents(consented("", "rescue", "routing"));
        given(REQUIRED, consented("", "rescue"), WITHDRAWN)
                .when(give("", "rescue"))
                .thenEvents(consented("", "rescue"));
    }

    @Test
    void what_is_not_under_consent_needs_none() {
        given().when(give("", "rescue")).thenRefused("consent-not-required");
        given(new ConsentRequired(VAN, new ContextName("speed")))
                .when(give("", "rescue"))
                .thenRefused("consent-not-required");
    }

    @Test
    void consent_is_withdrawn_once_and_only_what_was_given() {
        var withdraw = new WithdrawConsent(VAN, WHERE, APP);
        given(REQUIRED, consented("", "rescue")).when(withdraw).thenEvents(WITHDRAWN);
        given(REQUIRED).when(withdraw).thenRefused("consent-unknown");
        given(REQUIRED, consented("", "rescue"), WITHDRAWN)
                .when(withdraw)
                .thenRefused("consent-unknown");
    }

    @Test
    void a_hundred_may_have_consent_and_one_more_may_not() {
        List<DomainEvent> history = new ArrayList<>(List.of(REQUIRED));
        for (var number = 0; number < 100; number++) {
            var other = new ConsentRecipient("app-" + number);
            history.add(new ConsentGiven(VAN, WHERE, other, new TreeSet<>(Set.of("rescue")), ""));
        }
        var full = history.toArray(DomainEvent[]::new);
        given(full).when(give("", "rescue")).thenRefused("too-many-consents");
        history.add(new ConsentWithdrawn(VAN, WHERE, new ConsentRecipient("app-7")));
        given(history.toArray(DomainEvent[]::new))
                .when(give("", "rescue"))
                .thenEvents(consented("", "rescue"));
    }

    @Test
    void a_node_speaks_for_itself_alone() {
        var van = new Caller("van", "default", Set.of(Role.NODE), Set.of());
        var thief = new Caller("thief", "default", Set.of(Role.NODE), Set.of());
        assertThat(give("", "rescue").permits(van)).isTrue();
        assertThat(give("", "rescue").permits(thief)).isFalse();
        assertThat(new RequireConsent(VAN, WHERE).permits(thief)).isFalse();
        assertThat(new WithdrawConsent(VAN, WHERE, APP).permits(thief)).isFalse();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> give("")).hasMessageContaining("purposes");
        assertThatThrownBy(() -> give("", "all sorts")).hasMessageContaining("purpose");
        assertThatThrownBy(() -> give("tomorrow", "rescue")).hasMessageContaining("a time reads");
        assertThatThrownBy(() -> give("2026-11-23T12:00:00Z", "rescue"))
                .hasMessageContaining("future");
        assertThatThrownBy(() -> new ConsentRecipient("a b")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> new ContextName("a~b")).isInstanceOf(Exception.class);
        assertThat(new ConsentRecipient("default/ops").value()).isEqualTo("default/ops");
    }
}
