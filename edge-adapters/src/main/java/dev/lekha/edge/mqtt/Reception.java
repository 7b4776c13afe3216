package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.client.parameter.InitializerInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.ModifiableConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import dev.lekha.edge.TokenBucket;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.CredentialName;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.TenantKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Our part inside the broker: everything that it asks us about a connection is answered by what is
 * registered here.
 */
final class Reception implements ExtensionMain {
    /** Waiting for a place among those in flight may take a few rounds of everybody's patience. */
    private static final int ROUNDS = 4;

    private final MqttProperties properties;
    private final Authenticator authenticator;
    private final MeterRegistry meters;
    private final Optional<PlugAndPlay> plugAndPlay;
    private final InFlight inFlight;
    private final Admission admission;
    private final Function<String, Channel> channels;
    private final Optional<ConfigurationPush> push;
    private final Consumer<Outlet> outlet;
    private final Connections connected = new Connections();

    /**
     * @param channels the connection of a client by the broker's client id
     * @param push for those who can be told how they are set, where anybody can
     * @param outlet given the way to publish once there is one
     */
    Reception(
            MqttProperties properties,
            Authenticator authenticator,
            Reports reports,
            MeterRegistry meters,
            Optional<PlugAndPlay> plugAndPlay,
            InFlight inFlight,
            Function<String, Channel> channels,
            Optional<ConfigurationPush> push,
            Consumer<Outlet> outlet) {
        this.properties = properties;
        this.authenticator = authenticator;
        this.meters = meters;
        this.plugAndPlay = plugAndPlay;
        this.inFlight = inFlight;
        this.admission = new Admission(reports, inFlight);
        this.channels = channels;
        this.push = push;
        this.outlet = outlet;
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        Gauge.builder("lekha.mqtt.clients", connected, Connections::size).register(meters);
        Gauge.builder("lekha.mqtt.in.flight", inFlight, InFlight::count).register(meters);
        DeviceRights rights = new DeviceRights(authenticator, meters);
        DeviceAuthenticator devices = new DeviceAuthenticator(rights, plugAndPlay, inFlight);
        TopicRights topics = new TopicRights(rights);
        Services.securityRegistry().setAuthenticatorProvider(_ -> devices);
        Services.securityRegistry().setAuthorizerProvider(_ -> topics);
        Services.interceptorRegistry()
                .setConnectInboundInterceptorProvider(_ -> Reception::separate);
        Services.eventRegistry()
                .setClientLifecycleEventListener(_ -> new Presence(connected, admission));
        // Taken now: the static services belong to whichever broker of this process started last.
        ClientService clients = Services.clientService();
        ReceiptsOut receipts = new ReceiptsOut(Services.publishService(), meters);
        var broker = Outlet.ofStarting(connected);
        outlet.accept(broker);
        Services.initializerRegistry()
                .setClientInitializer((start, context) -> {
                    receive(start, context, clients, receipts);
                    configure(start, context, broker);
                });
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        // Connections end with the broker, and what they are to finish has finished by then.
    }

    /**
     * Gives every credential and every certificate client ids of its own, or one device could end
     * another's session by taking its name.
     */
    private static void separate(ConnectInboundInput input, ConnectInboundOutput output) {
        ModifiableConnectPacket connect = output.getConnectPacket();
        String whose =
                connect.getUserName()
                        .map(name -> CredentialName.read(name).stored())
                        .or(() ->
                                ShownCertificates.of(input.getConnectionInformation())
                                        .map(ShownCertificates::prefix))
                        .orElse("");
        connect.setClientId(whose + "/" + connect.getClientId());
    }

    private void configure(InitializerInput start, ClientContext context, Outlet broker) {
        var node =
                ConnectionCaller.of(start.getConnectionInformation())
                        .filter(caller -> caller.is(Role.NODE))
                        .map(caller -> new TenantKey(caller.tenant(), caller.actor()));
        push.ifPresent(known -> node.ifPresent(known::connected));
        node.flatMap(who ->
                        plugAndPlay.map(known -> new ConfigurationOut(who, known, broker, meters)))
                .ifPresent(context::addSubackOutboundInterceptor);
    }

    private void receive(
            InitializerInput start,
            ClientContext context,
            ClientService clients,
            ReceiptsOut receipts) {
        // One more than a client that keeps to the rules of MQTT 5 ever has unanswered.
        Tide tide =
                Tide.on(
                        channels.apply(start.getClientInformation().getClientId()),
                        properties.receiveMaximum() + 1);
        ConnectionCaller.of(start.getConnectionInformation())
                .ifPresent(caller ->
                        context.addPublishInboundInterceptor(
                                new Inbound(
                                        caller,
                                        admission,
                                        tide,
                                        new TokenBucket(
                                                properties.maxRate(),
                                                properties.maxRate(),
                                                System::nanoTime),
                                        properties.patience().multipliedBy(ROUNDS),
                                        clients,
                                        receipts)));
    }
}
