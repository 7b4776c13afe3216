package dev.lekha.query;

import dev.lekha.edge.http.ApiDescription;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.Audience;
import dev.lekha.kernel.privacy.Disclosing;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import dev.lekha.query.evidence.Published;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The reading doors behind the real entrance, with a view and a log in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({"dev.lekha.query", "dev.lekha.edge.http"})
class ReadersUnderTest {
    record Reading(String node, Instant time, long value, String text, List<String> flags) {}

    /**
     * Lets in whoever says which role and, behind a plus, which capabilities it has: {@code
     * auditor}, {@code billing+charging}. The secret is always {@code secret}.
     */
    static final class ByName implements Authenticator {
        @Override
        public Optional<Caller> authenticate(String credential, String secret) {
            return holder(credential);
        }

        @Override
        public Optional<Caller> holder(String credential) {
            var words = List.of(credential.split("\\+", -1));
            var role = Role.valueOf(words.getFirst().toUpperCase(Locale.ROOT));
            var scopes = Set.copyOf(words.subList(1, words.size()));
            return Optional.of(new Caller(credential, Caller.DEFAULT_TENANT, Set.of(role), scopes));
        }

        @Override
        public boolean mayReportFor(Caller caller, String node) {
            return false;
        }
    }

    @Bean
    ViewDirectory directory() {
        return new ViewDirectory(
                List.of(
                        new ViewSchema(
                                "readings",
                                "reporting",
                                Reading.class,
                                List.of("node", "time", "value"),
                                Set.of(Role.APPLICATION, Role.OPERATOR)),
                        new ViewSchema(
                                "cdrs",
                                "charging",
                                Reading.class,
                                List.of(),
                                Set.of(Role.BILLING))));
    }

    /** None of the views here is of people. */
    @Bean
    Disclosing disclosing() {
        return (_, _) -> new Disclosing.Disclosed.Erased();
    }

    /** There is no view of tenants here. */
    @Bean
    AllTenants tenants() {
        return _ -> new Views.Page(List.of(), "", 0);
    }

    @Bean
    Published published() {
        return () -> 0;
    }

    @Bean
    Audience audience() {
        return (_, _) -> false;
    }

    @Bean
    MemoryViews views() {
        return new MemoryViews();
    }

    @Bean
    GeneratedLog log() {
        return new GeneratedLog();
    }

    @Bean
    Authenticator authenticator() {
        return new ByName();
    }

    @Bean
    Commands commands() {
        return _ -> CompletableFuture.completedFuture(new Answer(1, List.of(), false));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ApiDescription api() {
        return new ApiDescription("1", List.of(), List.of());
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
