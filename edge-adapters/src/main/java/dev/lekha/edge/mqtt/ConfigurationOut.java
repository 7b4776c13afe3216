package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.interceptor.suback.SubackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundOutput;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.TenantKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a device what it is to be set to, on {@code devices/{device}/configuration}, whenever it
 * has subscribed to something there. One that does not hear it subscribes again; what is set later
 * comes by {@link ConfigurationPush}.
 */
final class ConfigurationOut implements SubackOutboundInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationOut.class);

    private final TenantKey node;
    private final PlugAndPlay plugAndPlay;
    private final Outlet broker;
    private final MeterRegistry meters;

    ConfigurationOut(TenantKey node, PlugAndPlay plugAndPlay, Outlet broker, MeterRegistry meters) {
        this.node = node;
        this.plugAndPlay = plugAndPlay;
        this.broker = broker;
        this.meters = meters;
    }

    @Override
    public void onOutboundSuback(SubackOutboundInput input, SubackOutboundOutput output) {
        var client = input.getClientInformation().getClientId();
        CompletableFuture.supplyAsync(
                        () -> plugAndPlay.configuration(node), Thread::startVirtualThread)
                .thenCompose(found ->
                        found.map(json -> tell(client, json))
                                .orElseGet(() -> CompletableFuture.completedFuture(null)))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        failed(failure.getCause() instanceof Refused no ? no.code() : "broken");
                        LOG.warn("{} was not told its configuration: {}", node, failure.toString());
                    }
                });
    }

    /** A client that has subscribed to something else is left alone. */
    private CompletableFuture<?> tell(String client, byte[] json) {
        return broker.publishTo(client, PlugAndPlay.topic(node), json);
    }

    private void failed(String reason) {
        meters.counter("lekha.configurations.failed", "door", "mqtt", "reason", reason).increment();
    }
}
