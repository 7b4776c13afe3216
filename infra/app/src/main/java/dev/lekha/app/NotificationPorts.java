package dev.lekha.app;

import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.crypto.subject.MasterKey;
import dev.lekha.crypto.subject.MasterKeyFile;
import dev.lekha.edge.kafka.PublishedEvents;
import dev.lekha.edge.notifications.Progress;
import dev.lekha.edge.notifications.Secrets;
import dev.lekha.edge.notifications.Turn;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.notifications.Audience;
import dev.lekha.projection.Views;
import dev.lekha.projection.notifications.Subscriptions;
import dev.lekha.query.Positions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the way out to subscribers asks of the core. */
@Configuration(proxyBeanMethods = false)
class NotificationPorts {
    private static final String NAME = "notifications";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    Audience audience(Views views, Positions positions, Clock clock) {
        return new Hearing(PublishedEvents.find(), views, positions, clock);
    }

    @Bean
    Progress deliveryProgress(Views views, Positions positions, Log log) {
        return (tenant, subscription) -> {
            positions.require(Subscriptions.NAME, log.head(), PATIENCE);
            var row =
                    views.of(tenant)
                            .find(Subscriptions.NAME, subscription.value())
                            .row()
                            .orElseThrow();
            var kept = Json.MAPPER.readValue(row.json(), Subscriptions.Subscription.class);
            return new Progress.Settled(kept.settled(), kept.request());
        };
    }

    /** All derive from one key, so that none has to be stored. */
    @Bean
    Secrets webhookSecrets(EvidenceSettings settings) {
        var file = settings.keys().resolve("webhooks.key");
        var keys = new ConcurrentHashMap<Path, MasterKey>(1);
        return (tenant, subscription) ->
                keys.computeIfAbsent(file, MasterKeyFile::readOrMake)
                        .derive("lekha webhook secret 1", tenant + "/" + subscription.value());
    }

    /** Where no other process can be at it, a claim would only cost a write each second. */
    @Bean
    Turn notificationsTurn(Store store, AxonConfiguration axon) {
        var claims = new Claims(NAME, store.tokens(), axon.getComponent(UnitOfWorkFactory.class));
        return new Turn() {
            @Override
            public boolean isHeld() {
                return !store.isShared() || claims.isHeld();
            }

            @Override
            public void release() {
                if (store.isShared()) {
                    claims.release();
                }
            }
        };
    }
}
