package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretDigestTest {
    private static final String SECRET = "correct-horse-battery-staple";

    @Test
    void keeps_the_digest_and_never_the_secret() {
        var digest = Json.MAPPER.readValue("\"" + SECRET + "\"", SecretDigest.class);

        assertThat(Json.MAPPER.writeValueAsString(digest))
                .startsWith("\"sha-256:")
                .doesNotContain(SECRET);
        assertThat(digest.matches(SECRET)).isTrue();
        assertThat(digest.matches(SECRET + "x")).isFalse();
    }

    @Test
    void reads_a_digest_as_itself() {
        var digest = SecretDigest.of(SECRET);

        assertThat(Json.MAPPER.readValue("\"" + digest.value() + "\"", SecretDigest.class))
                .isEqualTo(digest);
    }

    @Test
    void refuses_secrets_that_can_be_guessed() {
        assertThatThrownBy(() -> SecretDigest.of("short"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_matches_no_secret() {
        assertThat(SecretDigest.NONE.matches("")).isFalse();
    }
}
