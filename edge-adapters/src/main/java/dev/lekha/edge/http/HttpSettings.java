package dev.lekha.edge.http;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All settings of the HTTP door, under {@code lekha.http}. What Spring Boot already has stays
 * there: {@code server.port}, {@code server.ssl.bundle} for TLS, {@code server.compression.*},
 * {@code server.shutdown}.
 *
 * @param bodyLimit largest body of a command; more is answered with 413. {@code body-limit}
 * @param bodyMemory what the bodies of all running commands may take together; beyond it 503.
 *     {@code body-memory}
 * @param bodyTime how long a client may take to send a body, first byte to last; then 408. {@code
 *     body-time}
 * @param commandTime how long a command may take; then 503, its outcome unknown. {@code
 *     command-time}
 * @param flood how much one client, and all together, may ask
 * @param connection what a connection may cost
 * @param jwt whose tokens are believed
 */
@ConfigurationProperties("lekha.http")
public record HttpSettings(
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("64MB") DataSize bodyMemory,
        @DefaultValue("30s") Duration bodyTime,
        @DefaultValue("30s") Duration commandTime,
        @DefaultValue Flood flood,
        @DefaultValue Connection connection,
        @DefaultValue Jwt jwt) {

    /**
     * Bounds on what is asked. A client is an actor or, where nobody is authenticated, an address.
     *
     * @param perSecond requests a second that one client is granted in the long run; beyond it 429
     * @param burst requests that it may have saved up
     * @param perClient requests of one client at the same time; beyond it 429
     * @param atOnce requests of all clients at the same time, open streams included; beyond it 503
     * @param clients how many clients are remembered; the longest unseen is forgotten first
     */
    public record Flood(
            @DefaultValue("20000") int perSecond,
            @DefaultValue("20000") int burst,
            @DefaultValue("500") int perClient,
            @DefaultValue("1000") int atOnce,
            @DefaultValue("10000") int clients) {}

    /**
     * Bounds on a connection, set on Tomcat.
     *
     * @param timeout how long a client may send nothing within a request, and how long it may leave
     *     what is sent to it unread; then the connection is closed. {@code connection.timeout}
     * @param keepAlive how long an idle connection is kept
     * @param headerSize largest request line and headers together; more is answered with 400 or 431
     * @param swallow how much of a refused body is still read, so that the client gets to see the
     *     answer
     * @param most connections at the same time; further ones wait in the operating system's queue
     */
    public record Connection(
            @DefaultValue("20s") Duration timeout,
            @DefaultValue("60s") Duration keepAlive,
            @DefaultValue("16KB") DataSize headerSize,
            @DefaultValue("2MB") DataSize swallow,
            @DefaultValue("8192") int most) {}

    /**
     * The issuer of JSON Web Tokens (RFC 9068). Tokens are refused while no issuer is set.
     *
     * @param issuer the {@code iss} that a token must carry; empty turns tokens off
     * @param jwkSetUri where the issuer's keys are; empty finds it by OpenID Connect Discovery
     * @param audience the {@code aud} that a token must carry; empty accepts any, but none that is
     *     bound to a purpose
     * @param purposes that tokens may be bound to, each with the capabilities that serve it
     */
    public record Jwt(
            @DefaultValue("") String issuer,
            @DefaultValue("") String jwkSetUri,
            @DefaultValue("") String audience,
            @DefaultValue Map<String, Set<String>> purposes) {}
}
