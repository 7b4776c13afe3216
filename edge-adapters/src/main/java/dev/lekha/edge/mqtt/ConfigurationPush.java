package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.provisioning.ConfigurationScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells devices of a configuration that was set while they were subscribed, each version once: at
 * once to those who are here, to others when they come back to a session that still has the
 * subscription. Who subscribes anew is told by {@link ConfigurationOut}.
 */
final class ConfigurationPush {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationPush.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What it has to hear of. */
    static final List<String> TYPES = List.of("provisioning.ConfigurationSet");

    private final PlugAndPlay plugAndPlay;
    private final CompletableFuture<Outlet> outlet;
    private final MeterRegistry meters;

    ConfigurationPush(
            PlugAndPlay plugAndPlay, CompletableFuture<Outlet> outlet, MeterRegistry meters) {
        this.plugAndPlay = plugAndPlay;
        this.outlet = outlet;
        this.meters = meters;
    }

    /**
     * Waits until the views know of it.
     *
     * @throws Refused of kind busy where it has to be taken again
     */
    void take(Log.Stored event) {
        var scope =
                ConfigurationScope.read(
                        Json.MAPPER.readTree(event.body()).path("scope").asString());
        var tenant = Metadata.tenant(event.metadata());
        var broker = outlet.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        for (var node : concerned(broker, tenant, scope)) {
            push(broker, node, event.position());
        }
    }

    private static Set<TenantKey> concerned(
            Outlet broker, String tenant, ConfigurationScope scope) {
        return switch (scope.of()) {
            case NODE -> Set.of(new TenantKey(tenant, scope.id()));
            case AUTHORITY, SERVICE_CLASS ->
                    broker.connections().principals().stream()
                            .filter(one -> one.tenant().equals(tenant))
                            .collect(Collectors.toSet());
        };
    }

    /** Somebody has connected, and may have missed something. */
    void connected(TenantKey node) {
        Connections.SETTLED.execute(() -> outlet.thenAccept(broker -> pushOrCount(broker, node)));
    }

    private void pushOrCount(Outlet broker, TenantKey node) {
        try {
            push(broker, node, 0);
        } catch (Refused notNow) {
            failed(node, notNow);
        }
    }

    private void push(Outlet broker, TenantKey node, long atLeast) {
        var topic = PlugAndPlay.topic(node);
        if (!broker.isHeard(topic).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()) {
            return;
        }
        try {
            plugAndPlay
                    .newConfiguration(node, atLeast)
                    .ifPresent(json -> publish(broker, node, topic, json));
        } catch (Refused no) {
            if (no.kind() == Refused.Kind.BUSY) {
                throw no;
            }
            failed(node, no);
        }
    }

    private void publish(Outlet broker, TenantKey node, String topic, byte[] json) {
        broker.publish(topic, json)
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        meters.counter("lekha.configurations.pushed").increment();
                    } else {
                        failed(node, failure);
                    }
                });
    }

    private void failed(TenantKey node, Throwable why) {
        var reason = why instanceof Refused no ? no.code() : "broken";
        meters.counter("lekha.configurations.failed", "door", "mqtt", "reason", reason).increment();
        LOG.warn("{} was not told its configuration: {}", node, why.toString());
    }
}
