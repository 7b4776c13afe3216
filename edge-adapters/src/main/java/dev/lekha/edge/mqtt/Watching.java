package dev.lekha.edge.mqtt;

import dev.lekha.edge.LogWatch;
import dev.lekha.kernel.Log;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log says that concerns open connections, each kind on a thread of its own: whose ends,
 * and which configuration is new.
 */
final class Watching implements AutoCloseable {
    private final List<LogWatch> all = new ArrayList<>();

    Watching(EmbeddedBroker broker, Log log) {
        all.add(
                new LogWatch(
                        "mqtt-expulsions",
                        log,
                        new Log.Filter(Expulsions.TYPES, List.of()),
                        broker.expulsions()::take));
        broker.configurationPush()
                .ifPresent(push ->
                        all.add(
                                new LogWatch(
                                        "mqtt-configurations",
                                        log,
                                        new Log.Filter(ConfigurationPush.TYPES, List.of()),
                                        push::take)));
    }

    void start() {
        all.forEach(LogWatch::start);
    }

    @Override
    public void close() {
        all.forEach(LogWatch::close);
    }
}
