package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantKeyTest {
    private static final List<String> TENANTS =
            List.of("default", "acme", "acme-2", "a:b", "~", "~~", "é", "", "a~b", "%0061", "漢字");
    private static final List<String> KEYS =
            List.of("", "pump-1", "~", "~~", "~acme~pump-1", "b~c", "~~acme~x", "ü");

    @Test
    void keys_of_the_default_tenant_are_as_they_are() {
        assertThat(TenantKey.of("default", "pump-1")).isEqualTo("pump-1");
        assertThat(TenantKey.of("", "pump-1")).isEqualTo("pump-1");
        assertThat(TenantKey.of("acme", "pump-1")).isEqualTo("~acme~pump-1");
    }

    @Test
    void no_two_keys_are_stored_as_one_and_each_is_read_back() {
        var seen = new HashSet<String>();
        for (var tenant : TENANTS) {
            for (var key : KEYS) {
                var whole = new TenantKey(tenant, key);
                assertThat(TenantKey.read(whole.stored())).isEqualTo(whole);
                if (!tenant.isEmpty()) {
                    assertThat(seen.add(whole.stored())).as(tenant + "/" + key).isTrue();
                }
            }
        }
    }

    @Test
    void the_keys_of_each_tenant_are_apart_from_all_others() {
        for (var tenant : TENANTS) {
            for (var key : KEYS) {
                var stored = TenantKey.of(tenant, key);
                var others =
                        stored.compareTo(TenantKey.OTHERS_BEGIN) >= 0
                                && stored.compareTo(TenantKey.OTHERS_END) < 0;
                assertThat(others).isEqualTo(!new TenantKey(tenant, key).isDefault());
                for (var other : TENANTS) {
                    var range = new TenantKey(other, "");
                    if (!range.isDefault()) {
                        var within =
                                stored.compareTo(range.begin()) >= 0
                                        && stored.compareTo(range.end()) < 0;
                        assertThat(within).isEqualTo(other.equals(tenant));
                    }
                }
            }
        }
    }

    @Test
    void a_credential_is_named_with_its_tenant_and_nothing_else_leads_to_it() {
        assertThat(CredentialName.read("pump-1")).isEqualTo(new TenantKey("default", "pump-1"));
        assertThat(CredentialName.read("acme/pump-1")).isEqualTo(new TenantKey("acme", "pump-1"));
        for (var odd : List.of("~acme~pump-1", "/pump-1", "+/pump-1", "a b/pump-1")) {
            assertThat(CredentialName.read(odd)).isEqualTo(new TenantKey("default", odd));
        }
    }
}
