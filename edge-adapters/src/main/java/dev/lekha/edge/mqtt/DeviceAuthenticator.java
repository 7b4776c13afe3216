package dev.lekha.edge.mqtt;

import static com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD;
import static com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode.NOT_AUTHORIZED;
import static com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode.SERVER_BUSY;
import static com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode.SERVER_UNAVAILABLE;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who has a credential: its id as user name, its secret as password. Everybody else gets
 * 0x86 (bad user name or password; in MQTT 3.1.1 4), also who sends none. While the registry does
 * not answer, 0x89 (server busy). A client without a user name that has shown a certificate is let
 * in by that, or hears why not with 0x87 (not authorized; in MQTT 3.1.1 5).
 */
final class DeviceAuthenticator implements SimpleAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceAuthenticator.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeviceRights rights;
    private final Optional<PlugAndPlay> plugAndPlay;
    private final InFlight inFlight;

    DeviceAuthenticator(DeviceRights rights, Optional<PlugAndPlay> plugAndPlay, InFlight inFlight) {
        this.rights = rights;
        this.plugAndPlay = plugAndPlay;
        this.inFlight = inFlight;
    }

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        if (inFlight.closing()) {
            output.failAuthentication(SERVER_UNAVAILABLE, "The platform is stopping.");
            return;
        }
        Async<SimpleAuthOutput> held =
                output.async(
                        PATIENCE,
                        TimeoutFallback.FAILURE,
                        SERVER_BUSY,
                        "The registry does not answer.");
        CompletableFuture.supplyAsync(
                        () ->
                                shown(input)
                                        .map(this::certified)
                                        .orElseGet(() -> caller(input.getConnectPacket())),
                        Thread::startVirtualThread)
                .whenComplete((caller, failure) -> answer(input, held, caller, failure));
    }

    /** A client that gives a user name is asked for its secret, whatever it has shown. */
    private Optional<ShownCertificates> shown(SimpleAuthInput input) {
        return input.getConnectPacket().getUserName().isPresent()
                ? Optional.empty()
                : ShownCertificates.of(input.getConnectionInformation());
    }

    private Optional<Caller> certified(ShownCertificates shown) {
        try {
            return plugAndPlay.map(known -> known.enter(shown.chain()));
        } catch (Refused no) {
            rights.refused(no.code());
            throw no;
        }
    }

    private Optional<Caller> caller(ConnectPacket connect) {
        return rights.enter(
                connect.getUserName(), connect.getPassword().map(DeviceAuthenticator::text));
    }

    private void answer(
            SimpleAuthInput input,
            Async<SimpleAuthOutput> held,
            @Nullable Optional<Caller> caller,
            @Nullable Throwable failure) {
        SimpleAuthOutput output = held.getOutput();
        if (cause(failure) instanceof Refused no && no.kind() != Refused.Kind.BUSY) {
            output.failAuthentication(NOT_AUTHORIZED, no.code() + ": " + no.sentence());
        } else if (caller == null) {
            LOG.warn("A device could not be authenticated: {}", String.valueOf(failure));
            output.failAuthentication(
                    SERVER_BUSY, "Nobody can be authenticated now; try again later.");
        } else if (caller.isPresent()) {
            ConnectionCaller.remember(input.getConnectionInformation(), caller.get());
            output.authenticateSuccessfully();
        } else {
            output.failAuthentication(
                    BAD_USER_NAME_OR_PASSWORD, "The credential is unknown, wrong or expired.");
        }
        held.resume();
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
