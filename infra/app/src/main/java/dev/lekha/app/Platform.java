package dev.lekha.app;

import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.app.privacy.KeyDestruction;
import dev.lekha.app.privacy.SubjectKeys;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.command.Reacting;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.Log;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Projection;
import dev.lekha.projection.Views;
import dev.lekha.projection.tenants.Tenants;
import dev.lekha.query.AllTenants;
import dev.lekha.query.ViewDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The platform: one store, the core over it, and every door that is found. */
@SpringBootApplication(
        scanBasePackages = {"dev.lekha.app", "dev.lekha.query", "dev.lekha.edge"},
        proxyBeanMethods = false)
@EnableConfigurationProperties({
    PlatformSettings.class,
    EvidenceSettings.class,
    ViewDigestSettings.class
})
public class Platform {
    @Bean
    Clock clock(PlatformSettings settings) {
        return Clock.offset(Clock.systemUTC(), settings.clockOffset());
    }

    @Bean
    EventCatalogue events() {
        return Discovery.events();
    }

    @Bean
    CommandCatalogue commandCatalogue(PlatformSettings settings) {
        return Discovery.commands(settings.domain());
    }

    @Bean
    static RolesOfDoors rolesOfDoors(Environment environment) {
        return new RolesOfDoors(PlatformSettings.roles(environment));
    }

    @Bean(destroyMethod = "close")
    Store store(
            PlatformSettings settings, EventCatalogue events, Clock clock, MeterRegistry meters) {
        var commits = new CommitMeters(meters);
        var store =
                settings.store().isEmpty()
                        ? StoreInFolder.open(settings.data(), events, clock, commits)
                        : StoreOnServer.open(settings.store(), events, clock, commits);
        store.measure(meters);
        Gauge.builder("lekha.log.head", () -> store.reader().head())
                .description("Position of the last event")
                .register(meters);
        return store;
    }

    @Bean
    Log log(Store store) {
        return store.reader();
    }

    @Bean
    WatchedViews views(Store store) {
        return new WatchedViews(store.views(), store.isShared());
    }

    @Bean
    SubjectKeys subjectKeys(Store store, EvidenceSettings settings) {
        return new SubjectKeys(store.subjectKeys(), settings.keys().resolve("subjects.key"));
    }

    @Bean(initMethod = "start", destroyMethod = "shutdown")
    AxonConfiguration axon(
            Store store,
            EventCatalogue events,
            CommandCatalogue commands,
            SubjectKeys keys,
            PlatformSettings settings,
            MeterRegistry meters) {
        var limits =
                new Deciding.Limits(
                        settings.attempts(), settings.inFlight(), settings.cachedStates());
        return AxonWiring.configurer(
                        store.log(), events, commands, keys, limits, new DecidingMeters(meters))
                .build();
    }

    @Bean
    Commands commands(AxonConfiguration axon) {
        return axon.getComponent(Deciding.class)::decide;
    }

    @Bean
    ViewProgress positions(Store store) {
        return new ViewProgress(store.views(), store.isShared());
    }

    @Bean(destroyMethod = "close")
    Tail tail(Log log, EventCatalogue events) {
        return new Tail(log, events);
    }

    @Bean(destroyMethod = "")
    Followers followers(
            Store store,
            Tail tail,
            AxonConfiguration axon,
            Views views,
            ViewProgress progress,
            PlatformSettings settings,
            Clock clock,
            MeterRegistry meters) {
        // Made by every process, since whoever answers queries has to know the views.
        var kept =
                Discovery.projections().stream()
                        .map(projection -> projecting(projection, views, progress))
                        .toList();
        var followers = new ArrayList<Follower>();
        if (settings.roles().contains(ProcessRole.PROJECTIONS)) {
            followers.addAll(kept);
        }
        if (settings.roles().contains(ProcessRole.COMMAND)) {
            var deciding = axon.getComponent(Deciding.class);
            followers.add(new KeyDestruction(store.subjectKeys()));
            Discovery.policies().forEach(policy -> followers.add(new Reacting(policy, deciding)));
        }
        return new Followers(
                followers,
                tail,
                new Shared(store.tokens(), store.isShared()),
                axon.getComponent(UnitOfWorkFactory.class),
                clock,
                meters);
    }

    @Bean
    ViewDirectory directory() {
        return new ViewDirectory(
                Discovery.projections().stream().map(Projecting::schemaOf).toList());
    }

    /** Every other door reads the rows of one tenant. */
    @Bean
    AllTenants allTenants(WatchedViews views) {
        return query -> views.page(Tenants.NAME, query);
    }

    @Bean
    Authenticator registry(WatchedViews views, ViewProgress progress, Log log, Clock clock) {
        return new Registry(views, progress, log, clock);
    }

    private static <R extends Record> Projecting<R> projecting(
            Projection<R> projection, Views views, ViewProgress progress) {
        var name = Projecting.schemaOf(projection).name();
        return new Projecting<>(projection, views, position -> progress.advanced(name, position));
    }
}
