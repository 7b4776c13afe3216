package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Who was authenticated on a connection, kept with the connection, so that it ends when that does.
 */
final class ConnectionCaller {
    private static final String ATTRIBUTE = "lekha.caller";

    private ConnectionCaller() {}

    static void remember(ConnectionInformation connection, Caller caller) {
        connection
                .getConnectionAttributeStore()
                .put(ATTRIBUTE, ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(caller)));
    }

    static Optional<Caller> of(ConnectionInformation connection) {
        return connection
                .getConnectionAttributeStore()
                .get(ATTRIBUTE)
                .map(stored -> {
                    byte[] json = new byte[stored.remaining()];
                    stored.duplicate().get(json);
                    return Json.MAPPER.readValue(json, Caller.class);
                });
    }
}
