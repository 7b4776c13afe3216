package dev.lekha.edge.http;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Sets on Tomcat what a connection may cost, and that what Tomcat itself refuses is a problem like
 * any other.
 */
@Component
final class TomcatLimits
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private final HttpSettings.Connection limits;
    private final ProblemWriter problems;

    TomcatLimits(HttpSettings settings, ProblemWriter problems) {
        this.limits = settings.connection();
        this.problems = problems;
    }

    /** After Spring Boot's own, whose defaults would undo these. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(this::limit);
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass("");
                host.getPipeline().addValve(new ProblemValve(problems));
            }
        });
    }

    private void limit(Connector connector) {
        // A slash within a key arrives as %2F; the door decodes it.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            int timeout = Math.toIntExact(limits.timeout().toMillis());
            http.setConnectionTimeout(timeout);
            http.setConnectionUploadTimeout(timeout);
            http.setDisableUploadTimeout(false);
            http.setKeepAliveTimeout(Math.toIntExact(limits.keepAlive().toMillis()));
            http.setMaxHttpRequestHeaderSize(Math.toIntExact(limits.headerSize().toBytes()));
            http.setMaxSwallowSize(Math.toIntExact(limits.swallow().toBytes()));
            http.setMaxConnections(limits.most());
            // Tomcat would end a connection after 100 requests, and a busy client live on
            // handshakes.
            http.setMaxKeepAliveRequests(-1);
        }
    }
}
