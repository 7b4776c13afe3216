package dev.lekha.edge.http;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

/**
 * Callers by JSON Web Token of the configured issuer: {@code sub} is the actor, {@code tenant} the
 * tenant, {@code roles} names application, auditor, billing and operator; no other role can be had
 * by token. A token must expire. One with the claim {@code purpose} is bound to that: it has to be
 * meant for this service ({@code aud}) and opens the capabilities of its purpose alone; a purpose
 * that is not among the settings opens nothing.
 */
@Component
final class Tokens {
    private static final Map<String, Role> ROLES =
            Stream.of(Role.APPLICATION, Role.AUDITOR, Role.BILLING, Role.OPERATOR)
                    .collect(
                            Collectors.toMap(
                                    role -> role.name().toLowerCase(Locale.ROOT), role -> role));
    private static final String PURPOSE = "purpose";
    private static final Duration ISSUER_ANSWERS_WITHIN = Duration.ofSeconds(5);
    private final Optional<JwtDecoder> decoder;
    private final HttpSettings.Jwt settings;

    Tokens(HttpSettings settings) {
        this.settings = settings.jwt();
        this.decoder =
                Optional.of(settings.jwt())
                        .filter(jwt -> !jwt.issuer().isEmpty())
                        .map(Tokens::decoder);
    }

    /** The caller behind a token, or nothing where it is not to be believed. */
    Optional<Caller> caller(String token) {
        try {
            return decoder.map(decoder -> decoder.decode(token)).flatMap(this::caller);
        } catch (BadJwtException notBelieved) {
            return Optional.empty();
        } catch (JwtException noKeys) {
            throw new Refused(
                    Refused.Kind.BUSY, "issuer-unreachable", "The tokens' issuer does not answer.");
        }
    }

    private Optional<Caller> caller(Jwt jwt) {
        return switch (jwt.getClaims().get(PURPOSE)) {
            case null -> caller(jwt, Set.of(), "");
            case String purpose when isServed(purpose) ->
                    caller(jwt, settings.purposes().getOrDefault(purpose, Set.of()), purpose);
            default -> Optional.empty();
        };
    }

    /** Without an audience to ask for, nobody knows which service the token is bound to. */
    private boolean isServed(String purpose) {
        return !settings.audience().isEmpty()
                && !settings.purposes().getOrDefault(purpose, Set.of()).isEmpty();
    }

    private static Optional<Caller> caller(Jwt jwt, Set<String> capabilities, String purpose) {
        var tenant =
                jwt.getClaims().get("tenant") instanceof String named
                        ? named
                        : Caller.DEFAULT_TENANT;
        return Optional.ofNullable(jwt.getSubject())
                .filter(subject -> !subject.isBlank())
                .map(subject -> new Caller(subject, tenant, roles(jwt), capabilities, purpose));
    }

    private static Set<Role> roles(Jwt jwt) {
        return jwt.getClaims().get("roles") instanceof Collection<?> names
                ? names.stream()
                        .map(ROLES::get)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static JwtDecoder decoder(HttpSettings.Jwt settings) {
        return new SupplierJwtDecoder(() -> {
            var builder =
                    settings.jwkSetUri().isEmpty()
                            ? NimbusJwtDecoder.withIssuerLocation(settings.issuer())
                            : NimbusJwtDecoder.withJwkSetUri(settings.jwkSetUri());
            var decoder =
                    builder.restOperations(new RestTemplate(patience()))
                            // Every asymmetric algorithm; a key names its own, and neither "none"
                            // nor HMAC is among them.
                            .jwsAlgorithms(algorithms ->
                                    algorithms.addAll(List.of(SignatureAlgorithm.values())))
                            .validateType(false)
                            .build();
            decoder.setJwtValidator(validator(settings));
            return decoder;
        });
    }

    private static SimpleClientHttpRequestFactory patience() {
        var factory = new SimpleClientHttpRequestFactory();
        factory.setConnectTimeout(ISSUER_ANSWERS_WITHIN);
        factory.setReadTimeout(ISSUER_ANSWERS_WITHIN);
        return factory;
    }

    private static OAuth2TokenValidator<Jwt> validator(HttpSettings.Jwt settings) {
        var validators = new ArrayList<OAuth2TokenValidator<Jwt>>();
        validators.add(new JwtTimestampValidator());
        validators.add(new JwtIssuerValidator(settings.issuer()));
        validators.add(new JwtClaimValidator<Instant>("exp", Objects::nonNull));
        if (!settings.audience().isEmpty()) {
            validators.add(
                    new JwtClaimValidator<Collection<String>>(
                            "aud",
                            audience ->
                                    audience != null && audience.contains(settings.audience())));
        }
        return new DelegatingOAuth2TokenValidator<>(validators);
    }
}
