package dev.lekha.kernel.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesAudienceTest {
    private static final String NEW_APPLICATION = "registration.ApplicationEntityRegistered";

    private static Caller caller(Role role, String... scopes) {
        return new Caller("me", "town", Set.of(role), Set.of(scopes));
    }

    private static Log.Stored event(String type, String actor, String tenant, String... tags) {
        return new Log.Stored(
                1,
                "e-1",
                Instant.EPOCH,
                type,
                "1",
                Set.of(tags),
                Map.of("actor", actor, "tenant", tenant),
                new byte[0]);
    }

    private static boolean hears(Caller caller, Log.Stored event) {
        return new RolesAudience().mayHear(caller, event);
    }

    @Test
    @Requirement("4.34")
    void everybody_hears_of_applications_of_its_own_tenant() {
        for (var role : Set.of(Role.NODE, Role.APPLICATION, Role.BILLING, Role.OPERATOR)) {
            assertThat(hears(caller(role), event(NEW_APPLICATION, "anna", "town"))).isTrue();
            assertThat(hears(caller(role), event(NEW_APPLICATION, "anna", "other"))).isFalse();
        }
    }

    @Test
    void a_role_hears_of_its_capabilities_and_a_scope_limits_it() {
        var usage = event("charging.UsageRecorded", "platform", "town");
        assertThat(hears(caller(Role.BILLING), usage)).isTrue();
        assertThat(hears(caller(Role.APPLICATION), usage)).isFalse();
        assertThat(hears(caller(Role.NODE), usage)).isFalse();
        assertThat(hears(caller(Role.AUDITOR), usage)).isTrue();
        assertThat(hears(caller(Role.BILLING, "charging"), usage)).isTrue();
        assertThat(hears(caller(Role.BILLING, "reporting"), usage)).isFalse();
    }

    @Test
    void a_node_hears_of_what_it_causes_and_of_what_concerns_it_and_of_no_other_node() {
        assertThat(hears(caller(Role.NODE), event("reporting.ReportAccepted", "me", "town")))
                .isTrue();
        assertThat(hears(caller(Role.NODE), event("groups.X", "anna", "town", "node=me"))).isTrue();
        assertThat(hears(caller(Role.NODE), event("groups.X", "anna", "town", "node=you")))
                .isFalse();
    }
}
