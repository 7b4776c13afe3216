package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.crypto.key.KeyUnusable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeyFailureTest {
    private static String told(Throwable failure) {
        return new KeyFailure().analyze(failure).getDescription();
    }

    @Test
    void a_setting_that_says_too_little_is_told_by_its_name() {
        var settings =
                Map.of(
                        "lekha.evidence.pkcs11.log.library", "libsofthsm2.so",
                        "lekha.evidence.pkcs11.log.pin-file", "pin",
                        "lekha.evidence.pkcs11.log.key", "log");
        var binder = new Binder(new MapConfigurationPropertySource(settings));
        var failure = catchThrowable(() -> binder.bind("lekha.evidence", EvidenceSettings.class));
        assertThat(told(failure))
                .isEqualTo(
                        "lekha.evidence.pkcs11.log: a token is named by its label, or its slot.");
    }

    @Test
    void a_finding_that_names_its_setting_stays_as_it_is() {
        var failure = new IllegalStateException(new KeyUnusable("keys/log.pem is not there."));
        assertThat(told(failure)).isEqualTo("keys/log.pem is not there.");
    }
}
