package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ClientInitiatedDisconnectInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionLostInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ServerInitiatedDisconnectInput;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.packets.general.DisconnectedReasonCode;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its start to its end. A last will on a report topic is a report like any
 * other, made when the connection ends without a good-bye; what the broker itself cut a connection
 * for is counted and recorded.
 */
final class Presence implements ClientLifecycleEventListener {
    private final Connections connected;
    private final Admission admission;
    private @Nullable WillPublishPacket will;

    Presence(Connections connected, Admission admission) {
        this.connected = connected;
        this.admission = admission;
    }

    @Override
    public void onMqttConnectionStart(ConnectionStartInput input) {
        will = input.getConnectPacket().getWillPublish().orElse(null);
    }

    @Override
    public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {
        connected.add(
                input.getClientInformation().getClientId(),
                this,
                ConnectionCaller.of(input.getConnectionInformation()));
    }

    @Override
    public void onConnectionLost(ConnectionLostInput input) {
        end(input, true);
    }

    @Override
    public void onClientInitiatedDisconnect(ClientInitiatedDisconnectInput input) {
        end(
                input,
                input.getReasonCode()
                        .filter(DisconnectedReasonCode.DISCONNECT_WITH_WILL_MESSAGE::equals)
                        .isPresent());
    }

    @Override
    public void onServerInitiatedDisconnect(ServerInitiatedDisconnectInput input) {
        Optional<Caller> caller = ConnectionCaller.of(input.getConnectionInformation());
        if (caller.isPresent()) {
            input.getReasonCode()
                    .flatMap(Presence::fault)
                    .ifPresent(fault -> admission.reject(caller.get(), fault));
        }
        end(input, true);
    }

    @Override
    public void onDisconnect(DisconnectEventInput input) {
        end(input, false);
    }

    private void end(DisconnectEventInput input, boolean withWill) {
        String client = input.getClientInformation().getClientId();
        Optional<Caller> caller = ConnectionCaller.of(input.getConnectionInformation());
        connected.remove(client, this, caller);
        WillPublishPacket last = will;
        will = null;
        if (!withWill || last == null || caller.isEmpty()) {
            return;
        }
        CompletableFuture.delayedExecutor(
                        last.getWillDelay(), TimeUnit.SECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    // Back in time: the delay is there to forgive short interruptions (MQTT 5,
                    // 3.1.3.2.2).
                    if (last.getWillDelay() == 0 || !connected.has(client)) {
                        admission.outcome(caller.get(), last);
                    }
                });
    }

    private static Optional<Refused> fault(DisconnectedReasonCode reason) {
        return switch (reason) {
            case MALFORMED_PACKET,
                    PROTOCOL_ERROR,
                    RECEIVE_MAXIMUM_EXCEEDED,
                    TOPIC_ALIAS_INVALID,
                    TOPIC_NAME_INVALID,
                    TOPIC_FILTER_INVALID ->
                    Optional.of(broken(Refused.Kind.MALFORMED, reason));
            case PACKET_TOO_LARGE -> Optional.of(broken(Refused.Kind.TOO_LARGE, reason));
            default -> Optional.empty();
        };
    }

    private static Refused broken(Refused.Kind kind, DisconnectedReasonCode reason) {
        String code = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Refused(
                kind, code, "The broker cut the connection for this reason: " + code + ".");
    }
}
