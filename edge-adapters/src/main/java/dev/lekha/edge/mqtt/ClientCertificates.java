package dev.lekha.edge.mqtt;

import com.google.inject.Injector;
import com.hivemq.configuration.service.entity.Tls;
import com.hivemq.security.ssl.SslContextStore;
import com.hivemq.security.ssl.SslUtil;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/*
 * Whom to trust stands in the log and changes while the broker runs, and a device that is refused shall hear why. So
 * the handshake asks for a certificate and sees that the other side has its key, which TLS does by itself; what the
 * certificate is worth is decided at CONNECT. The broker knows trust as a file read at its start alone, and lets
 * nothing else in: hence its store of contexts is given ours before it makes one. It keeps what it finds there, and
 * does not look at the key store again.
 */

/** Lets clients show certificates at the broker's TLS listener. */
final class ClientCertificates {
    private static final String CONTEXTS = "sslContextMap";

    private ClientCertificates() {}

    /** To be called before the broker listens. */
    static void ask(Injector broker, Tls tls) {
        try {
            var store = broker.getInstance(SslContextStore.class);
            var contexts = SslContextStore.class.getDeclaredField(CONTEXTS);
            contexts.setAccessible(true);
            @SuppressWarnings("unchecked") // as it is declared there
            var known = (Map<Tls, SslContext>) contexts.get(store);
            known.put(tls, context(tls));
        } catch (ReflectiveOperationException otherBroker) {
            throw new IllegalStateException(
                    "This version of the MQTT broker keeps its TLS otherwise", otherBroker);
        } catch (SSLException unfit) {
            throw new IllegalStateException("The MQTT broker's TLS cannot be set up", unfit);
        }
    }

    private static SslContext context(Tls tls) throws SSLException {
        return SslContextBuilder.forServer(SslUtil.getKeyManagerFactory(tls))
                .sslProvider(SslProvider.JDK)
                .trustManager(new AnyCertificate())
                .clientAuth(ClientAuth.OPTIONAL)
                .protocols(tls.getProtocols())
                .build();
    }

    /** Takes every certificate whose key the client has; {@link PlugAndPlay} judges it. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Judged at CONNECT.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Judged at CONNECT.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Judged at CONNECT.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("the broker is no client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("the broker is no client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("the broker is no client");
        }

        /** None, so that clients send whatever they have. */
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
