package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.TenantKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connections of those who may no longer be here, as the log tells: a credential that is
 * revoked ends the connections that it opened, with 0x87 (not authorized); a node that is
 * deregistered, retired or quarantined has all of its ended, with 0x98 (administrative action). In
 * MQTT 3.1.1 the connection just ends.
 */
final class Expulsions {
    private static final Logger LOG = LoggerFactory.getLogger(Expulsions.class);
    private static final String CREDENTIAL_REVOKED = "registration.CredentialRevoked";

    /** What it has to hear of. */
    static final List<String> TYPES =
            List.of(
                    CREDENTIAL_REVOKED,
                    "registration.NodeDeregistered",
                    "registration.NodeRetired",
                    "registration.NodeQuarantined");

    private final CompletableFuture<Outlet> outlet;
    private final MeterRegistry meters;

    Expulsions(CompletableFuture<Outlet> outlet, MeterRegistry meters) {
        this.outlet = outlet;
        this.meters = meters;
    }

    void take(Log.Stored event) {
        var body = Json.MAPPER.readTree(event.body());
        var tenant = Metadata.tenant(event.metadata());
        if (event.type().equals(CREDENTIAL_REVOKED)) {
            var principal = new TenantKey(tenant, body.path("principal").asString());
            var credential = new TenantKey(tenant, body.path("credential").asString());
            revoked(principal, credential);
            Connections.SETTLED.execute(() -> revoked(principal, credential));
        } else {
            end(
                    new TenantKey(tenant, body.path("node").asString()),
                    _ -> true,
                    DisconnectReasonCode.ADMINISTRATIVE_ACTION,
                    "The node was deregistered, retired or quarantined.");
        }
    }

    /** Client ids begin with the credential that they came with. */
    private void revoked(TenantKey principal, TenantKey credential) {
        end(
                principal,
                client -> client.startsWith(credential.stored() + "/"),
                DisconnectReasonCode.NOT_AUTHORIZED,
                "The credential was revoked.");
    }

    private void end(
            TenantKey principal,
            Predicate<String> which,
            DisconnectReasonCode code,
            String sentence) {
        outlet.thenAccept(broker ->
                broker.connections().of(principal).stream()
                        .filter(which)
                        .forEach(client -> end(broker, client, code, sentence)));
    }

    private void end(Outlet broker, String client, DisconnectReasonCode code, String sentence) {
        broker.clients()
                .disconnectClient(client, true, code, sentence)
                .whenComplete((ended, failure) -> {
                    if (failure != null) {
                        meters.counter("lekha.mqtt.expulsions.failed").increment();
                        LOG.warn("{} could not be disconnected", client, failure);
                    } else if (ended) {
                        meters.counter(
                                        "lekha.mqtt.expulsions",
                                        "reason",
                                        code.name().toLowerCase(Locale.ROOT))
                                .increment();
                    }
                });
    }
}
