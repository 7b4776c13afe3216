package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import dev.lekha.kernel.Sha2;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;

/** The certificates that a client has shown in its handshake, its own first. */
record ShownCertificates(Certificate[] chain) {
    static Optional<ShownCertificates> of(ConnectionInformation connection) {
        return connection
                .getClientTlsInformation()
                .flatMap(ClientTlsInformation::getClientCertificateChain)
                .filter(chain -> chain.length > 0)
                .map(ShownCertificates::new);
    }

    /** Of its client ids; no user name has a slash in it that is let in. */
    String prefix() {
        try {
            return "/" + Sha2.SHA_256.hex(chain[0].getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("it was read from bytes", impossible);
        }
    }
}
