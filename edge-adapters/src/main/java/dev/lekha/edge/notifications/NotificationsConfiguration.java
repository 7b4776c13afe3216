package dev.lekha.edge.notifications;

import dev.lekha.edge.Door;
import dev.lekha.edge.Parties;
import dev.lekha.edge.mqtt.Publisher;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.notifications.Audience;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.Recording;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the way out to subscribers. Asks the application for {@link Audience}, {@link Progress},
 * {@link Secrets} and {@link Turn}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationSettings.class)
class NotificationsConfiguration {
    @Bean
    Webhook webhook(NotificationSettings settings, Secrets secrets, InstantSource clock) {
        return new Webhook(settings, secrets, clock);
    }

    @Bean(destroyMethod = "")
    Notifications notifications(
            NotificationSettings settings,
            Log log,
            EventCatalogue events,
            Audience audience,
            Progress progress,
            Turn turn,
            Webhook webhook,
            ObjectProvider<Publisher> broker,
            Commands commands,
            InstantSource clock,
            MeterRegistry meters) {
        var senders = new EnumMap<Channel, Sender>(Channel.class);
        senders.put(Channel.WEBHOOK, webhook);
        broker.ifAvailable(
                one -> senders.put(Channel.MQTT, new MqttSender(one, settings.timeout())));
        var deliveries =
                new Deliveries(
                        settings,
                        log,
                        new Parties(log),
                        audience,
                        progress,
                        senders,
                        new Recording(commands, clock),
                        new BackOff(
                                settings.firstPause(),
                                settings.longestPause(),
                                () -> ThreadLocalRandom.current().nextDouble()),
                        new NotificationMeters(meters),
                        new Room(settings.atOnce(), settings.atOnceEach()));
        return new Notifications(events, deliveries, turn);
    }

    @Bean
    Door notificationsDoor(Notifications notifications) {
        return new Door(notifications::start, notifications::close);
    }
}
