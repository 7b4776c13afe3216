package dev.lekha.command.privacy;

import static dev.lekha.command.Scenario.given;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.privacy.PrivacyEvent.ErasureRequested;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.kernel.registration.ContactEvent.ContactRecorded;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ErasureTest {
    private static final SubjectId ADA = new SubjectId("s-1");
    private static final String GROUND = "GDPR article 17(1)(b)";
    private static final Caller ONE = operator("one");
    private static final Caller TWO = operator("two");
    private static final DomainEvent KNOWN =
            new ContactRecorded(
                    new ApplicationEntityId("crew"),
                    ADA,
                    purposes(),
                    sealed("name"),
                    sealed("address"));
    private static final ErasureRequested REQUESTED =
            new ErasureRequested(ADA, GROUND, "case 7", "one");
    private static final SubjectKeyDestroyed DESTROYED =
            new SubjectKeyDestroyed(ADA, GROUND, "case 7", "one", "two");

    private static Caller operator(String name) {
        return new Caller(name, Caller.DEFAULT_TENANT, Set.of(Role.OPERATOR), Set.of());
    }

    private static SortedSet<String> purposes() {
        return new TreeSet<>(Set.of("outage"));
    }

    private static PersonalText sealed(String component) {
        return new PersonalText.Sealed(
                "s-1", purposes(), "registration.ContactRecorded/1/e/" + component, "AAAA");
    }

    private static RequestErasure request(String reference, Caller by) {
        return new RequestErasure(ADA, GROUND, reference, by);
    }

    @Test
    void an_operator_requests_and_another_approves() {
        given(KNOWN).when(request("case 7", ONE)).thenEvents(REQUESTED);
        given(KNOWN, REQUESTED).when(new ApproveErasure(ADA, "case 7", TWO)).thenEvents(DESTROYED);
    }

    @Test
    void nobody_approves_what_they_requested() {
        given(KNOWN, REQUESTED)
                .when(new ApproveErasure(ADA, "case 7", ONE))
                .thenRefused("same-operator");
    }

    @Test
    void what_was_not_requested_or_is_another_case_is_not_approved() {
        given(KNOWN)
                .when(new ApproveErasure(ADA, "case 7", TWO))
                .thenRefused("erasure-not-requested");
        given(KNOWN, REQUESTED)
                .when(new ApproveErasure(ADA, "case 8", TWO))
                .thenRefused("another-case");
    }

    @Test
    void of_whom_nothing_is_known_nothing_is_erased() {
        given().when(request("case 7", ONE)).thenRefused("subject-unknown");
    }

    @Test
    void saying_it_twice_changes_nothing() {
        given(KNOWN, REQUESTED).when(request("case 7", TWO)).thenNothing();
        given(KNOWN, REQUESTED).when(request("case 8", TWO)).thenRefused("erasure-requested");
        given(KNOWN, REQUESTED, DESTROYED).when(request("case 9", ONE)).thenNothing();
        given(KNOWN, REQUESTED, DESTROYED)
                .when(new ApproveErasure(ADA, "case 7", ONE))
                .thenNothing();
    }
}
