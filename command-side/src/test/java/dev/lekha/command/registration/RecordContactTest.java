package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.kernel.registration.ContactEvent.ContactRecorded;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordContactTest {
    private static final ApplicationEntityId CREW = new ApplicationEntityId("crew");
    private static final SubjectId ADA = new SubjectId("s-1");
    private static final PersonalText NAME = new PersonalText.Plain("Ada Lovelace");
    private static final PersonalText ADDRESS = new PersonalText.Plain("ada@example.org");
    private static final ApplicationEntityRegistered REGISTERED =
            new ApplicationEntityRegistered(CREW, "");

    private static RecordContact record(Set<String> purposes) {
        return new RecordContact(CREW, ADA, new TreeSet<>(purposes), NAME, ADDRESS);
    }

    /** Sealed after the decision, so the events here cannot be written yet. */
    @Test
    void a_contact_of_a_registered_application_is_recorded() {
        var purposes = Set.of("outage", "billing");
        assertThat(given(REGISTERED).when(record(purposes)).verdict())
                .isEqualTo(
                        Verdict.accept(
                                new ContactRecorded(
                                        CREW, ADA, new TreeSet<>(purposes), NAME, ADDRESS)));
    }

    @Test
    void an_unknown_application_has_no_contact() {
        given().when(record(Set.of("outage"))).thenRefused("application-unknown");
    }

    @Test
    void who_was_erased_is_not_recorded_again() {
        given(REGISTERED, new SubjectKeyDestroyed(ADA, "law", "case 7", "one", "two"))
                .when(record(Set.of("outage")))
                .thenRefused("subject-erased");
    }

    @Test
    void a_purpose_is_named() {
        assertThatThrownBy(() -> record(Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> record(Set.of("a b")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
