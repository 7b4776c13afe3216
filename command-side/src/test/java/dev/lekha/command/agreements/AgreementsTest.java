package dev.lekha.command.agreements;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementAccepted;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementEnded;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementRejected;
import dev.lekha.kernel.agreements.AgreementId;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AgreementsTest {
    private static final AgreementId ID = new AgreementId("heat-and-power");
    private static final ApplicationEntityId HEAT = new ApplicationEntityId("heat");
    private static final ApplicationEntityId POWER = new ApplicationEntityId("power");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TONIGHT = "2026-11-23T20:00:00Z";
    private static final ApplicationEntityRegistered HEAT_IS_THERE =
            new ApplicationEntityRegistered(HEAT, "");
    private static final ApplicationEntityRegistered POWER_IS_THERE =
            new ApplicationEntityRegistered(POWER, "");
    private static final AgreementProposed PROPOSED =
            new AgreementProposed(
                    ID,
                    HEAT,
                    POWER,
                    new TreeSet<>(Set.of("context.ContextReported")),
                    new TreeSet<>(Set.of("charging.TariffPublished")),
                    TONIGHT);
    private static final AgreementAccepted ACCEPTED = new AgreementAccepted(ID, HEAT, POWER);

    private static ProposeAgreement propose(String until) {
        return new ProposeAgreement(
                ID,
                HEAT,
                POWER,
                Set.of("context.ContextReported"),
                Set.of("charging.TariffPublished"),
                until,
                NOON);
    }

    private static Caller application(String name) {
        return new Caller(name, "default", Set.of(Role.APPLICATION), Set.of());
    }

    @Test
    @Requirement("4.34")
    void both_sides_are_registered_applications_and_the_proposer_speaks_for_itself() {
        given(HEAT_IS_THERE, POWER_IS_THERE).when(propose(TONIGHT)).thenEvents(PROPOSED);
        given(HEAT_IS_THERE, POWER_IS_THERE, PROPOSED).when(propose(TONIGHT)).thenNothing();
        given(HEAT_IS_THERE).when(propose(TONIGHT)).thenRefused("application-unknown");
        given(HEAT_IS_THERE, POWER_IS_THERE, new ApplicationEntityDeregistered(POWER, ""))
                .when(propose(TONIGHT))
                .thenRefused("application-unknown");
        given(HEAT_IS_THERE, POWER_IS_THERE, PROPOSED)
                .when(propose(""))
                .thenRefused("agreement-taken");
        assertThat(propose("").permits(application("heat"))).isTrue();
        assertThat(propose("").permits(application("power"))).isFalse();
    }

    @Test
    void terms_name_two_sides_something_to_give_and_an_end_that_is_to_come() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ProposeAgreement(ID, HEAT, HEAT, Set.of("a.B"), Set.of(), "", NOON));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ProposeAgreement(ID, HEAT, POWER, Set.of(), Set.of(), "", NOON));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ProposeAgreement(ID, HEAT, POWER, Set.of("all"), Set.of(), "", NOON));
        assertThatIllegalArgumentException().isThrownBy(() -> propose("tonight"));
        given(HEAT_IS_THERE, POWER_IS_THERE)
                .when(propose("2026-11-23T12:00:00Z"))
                .thenRefused("agreement-over");
    }

    @Test
    @Requirement("4.34")
    void the_counterparty_alone_accepts_or_rejects() {
        given(PROPOSED)
                .when(new AcceptAgreement(ID, NOON, application("power")))
                .thenEvents(ACCEPTED);
        given(PROPOSED)
                .when(new AcceptAgreement(ID, NOON, application("heat")))
                .thenRefused("not-the-counterparty");
        given(PROPOSED)
                .when(new AcceptAgreement(ID, Instant.parse(TONIGHT), application("power")))
                .thenRefused("agreement-over");
        given(PROPOSED, ACCEPTED)
                .when(new AcceptAgreement(ID, NOON, application("power")))
                .thenNothing();
        given(PROPOSED)
                .when(new RejectAgreement(ID, "no", application("power")))
                .thenEvents(new AgreementRejected(ID, HEAT, POWER, "no"));
        given(PROPOSED)
                .when(new RejectAgreement(ID, "no", application("heat")))
                .thenRefused("not-the-counterparty");
        given(PROPOSED, ACCEPTED)
                .when(new RejectAgreement(ID, "no", application("power")))
                .thenRefused("agreement-in-force");
        given(PROPOSED, new AgreementRejected(ID, HEAT, POWER, ""))
                .when(new AcceptAgreement(ID, NOON, application("power")))
                .thenRefused("agreement-closed");
        given().when(new AcceptAgreement(ID, NOON, application("power")))
                .thenRefused("agreement-unknown");
    }

    @Test
    void either_side_ends_it_and_nobody_else() {
        for (var side : Set.of("heat", "power")) {
            given(PROPOSED, ACCEPTED)
                    .when(new EndAgreement(ID, "done", application(side)))
                    .thenEvents(new AgreementEnded(ID, HEAT, POWER, side, "done"));
        }
        given(PROPOSED, ACCEPTED)
                .when(new EndAgreement(ID, "", application("water")))
                .thenRefused("not-a-side");
        given(PROPOSED, ACCEPTED, new AgreementEnded(ID, HEAT, POWER, "heat", ""))
                .when(new EndAgreement(ID, "", application("power")))
                .thenNothing();
    }

    @Test
    void it_ends_by_itself_when_its_time_has_come_and_not_before() {
        given(PROPOSED, ACCEPTED).when(new ExpireAgreement(ID, NOON)).thenRefused("not-due");
        given(PROPOSED, ACCEPTED)
                .when(new ExpireAgreement(ID, Instant.parse(TONIGHT)))
                .thenEvents(new AgreementEnded(ID, HEAT, POWER, "platform", "its time had come"));
        given(PROPOSED, new AgreementRejected(ID, HEAT, POWER, ""))
                .when(new ExpireAgreement(ID, Instant.parse(TONIGHT)))
                .thenNothing();
    }
}
