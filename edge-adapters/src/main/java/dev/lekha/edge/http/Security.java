package dev.lekha.edge.http;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Role;
import jakarta.servlet.DispatcherType;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Which paths are open, which are the operator's, and that all others need a caller. What a caller
 * may do there is decided behind the doors: by a command's or a view's own roles.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
class Security {
    private static final String[] OPEN = {
        "/openapi.json",
        "/docs",
        "/docs/*",
        "/api/schemas/**",
        "/api/evidence/**",
        "/api/enrolments",
        "/api/enrolments/challenges",
        "/checkpoint",
        "/checkpoint/*",
        "/tile/**",
        "/timestamp/*/*",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness"
    };

    @Bean
    SecurityFilterChain doors(
            HttpSecurity http, Callers callers, Admission admission, ProblemWriter problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        new Entrance(callers, admission, problems),
                        AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(paths ->
                        paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers("/actuator", "/actuator/**")
                                .access(operator())
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(no ->
                        no.authenticationEntryPoint((request, response, _) ->
                                        problems.write(Problem.of(401), request, response))
                                .accessDeniedHandler((request, response, _) ->
                                        problems.write(Problem.of(403), request, response)))
                .build();
    }

    /**
     * Requests are measured as a whole; a measurement of every filter costs more than most filters.
     */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    private static AuthorizationManager<RequestAuthorizationContext> operator() {
        return (authentication, _) ->
                new AuthorizationDecision(
                        authentication.get().getPrincipal() instanceof Caller caller
                                && caller.spansTenants()
                                && caller.may("actuator", Set.of(Role.OPERATOR)));
    }

    /**
     * Keys of rows are part of the path and may contain what is percent-encoded there: slashes,
     * percent signs.
     */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowSemicolon(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejected(ProblemWriter problems) {
        return (request, response, _) -> problems.write(Problem.of(400), request, response);
    }
}
