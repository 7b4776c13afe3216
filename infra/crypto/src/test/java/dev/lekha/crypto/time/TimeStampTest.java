package dev.lekha.crypto.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Rejected;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.Test;

class TimeStampTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final byte[] DATA = "a checkpoint\n".getBytes(StandardCharsets.UTF_8);
    private static final TimeStampKey KEY =
            TimeStampKey.make("Lekha time", AT.minus(Duration.ofDays(1)), 10);
    private static final TimeStampCheck CHECK = new TimeStampCheck(List.of(KEY.chain().getLast()));

    @Test
    void a_token_proves_when_the_data_existed() {
        var query = new TimeStampQuery(DATA, BigInteger.TEN);

        var answer = authority(Duration.ofMillis(300)).answer(query.der());

        query.requireGranted(answer);
        var proven = CHECK.verify(answer, DATA);
        assertThat(proven).isEqualTo(new ProvenTime(AT, Duration.ofMillis(1500), "CN=Lekha time"));
        assertThat(proven.notBefore()).isEqualTo(AT.minusMillis(1500));
        assertThat(proven.notAfter()).isEqualTo(AT.plusMillis(1500));
    }

    @Test
    void while_the_clock_is_in_doubt_there_are_no_tokens() {
        var query = new TimeStampQuery(DATA, BigInteger.TEN);
        var off = authority(Optional.of(Duration.ofMillis(1501))).answer(query.der());
        var unknown = authority(Optional.empty()).answer(query.der());

        for (var answer : List.of(off, unknown)) {
            assertThat(failure(answer)).isEqualTo(PKIFailureInfo.timeNotAvailable);
            assertThatThrownBy(() -> query.requireGranted(answer)).isInstanceOf(Invalid.class);
            assertThatThrownBy(() -> CHECK.verify(answer, DATA)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void queries_that_cannot_be_granted_are_refused_with_the_reason() {
        var authority = authority(Duration.ZERO);
        var generator = new TimeStampRequestGenerator();
        assertThat(failure(authority.answer(new byte[] {1, 2, 3})))
                .isEqualTo(PKIFailureInfo.badDataFormat);
        assertThat(failure(authority.answer(der(generator, TSPAlgorithms.SHA1.getId(), 20))))
                .isEqualTo(PKIFailureInfo.badAlg);
        assertThat(failure(authority.answer(der(generator, TSPAlgorithms.SHA256.getId(), 31))))
                .isEqualTo(PKIFailureInfo.badDataFormat);
        generator.setReqPolicy("2.999.7");
        assertThat(failure(authority.answer(der(generator, TSPAlgorithms.SHA256.getId(), 32))))
                .isEqualTo(PKIFailureInfo.unacceptedPolicy);
    }

    @Test
    void a_token_for_another_query_other_data_or_under_another_root_is_refused() {
        var query = new TimeStampQuery(DATA, BigInteger.TEN);
        var answer = authority(Duration.ZERO).answer(query.der());

        var other = new TimeStampQuery(DATA, BigInteger.TWO);
        assertThatThrownBy(() -> other.requireGranted(answer)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> CHECK.verify(answer, new byte[0])).isInstanceOf(Invalid.class);
        var stranger = TimeStampKey.make("Lekha time", AT.minus(Duration.ofDays(1)), 10);
        var elsewhere = new TimeStampCheck(List.of(stranger.chain().getLast()));
        assertThatThrownBy(() -> elsewhere.verify(answer, DATA)).isInstanceOf(Invalid.class);
    }

    @Test
    void a_token_of_a_time_when_the_certificate_was_not_good_is_refused() {
        var query = new TimeStampQuery(DATA, BigInteger.TEN);
        for (var at : List.of(AT.minus(Duration.ofDays(2)), AT.plus(Duration.ofDays(4000)))) {
            var answer = authority(Optional.of(Duration.ZERO), at).answer(query.der());
            assertThatThrownBy(() -> CHECK.verify(answer, DATA)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void a_token_signed_by_the_root_itself_is_refused_for_its_purpose() {
        var root = KEY.chain().getLast();
        assertThatThrownBy(() ->
                        new TimeStampAuthority(
                                        new TimeStampKey(KEY.key(), List.of(root)),
                                        "2.999.1",
                                        Duration.ofSeconds(1),
                                        () -> Optional.of(Duration.ZERO),
                                        InstantSource.fixed(AT))
                                .answer(new TimeStampQuery(DATA, BigInteger.TEN).der()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_changed_cut_or_longer_token_never_proves_another_time() {
        var answer =
                authority(Duration.ZERO).answer(new TimeStampQuery(DATA, BigInteger.TEN).der());
        var good = CHECK.verify(answer, DATA);
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            var bad = answer.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CHECK.verify(bad, DATA)).isEqualTo(good);
            } catch (Rejected expected) {
                refused++;
            }
        }
        // A few say the same in another way, as a status that is granted with modifications.
        assertThat(refused).isGreaterThan(1450);
        var cut = Arrays.copyOf(answer, answer.length - 1);
        assertThatThrownBy(() -> CHECK.verify(cut, DATA)).isInstanceOf(Malformed.class);
        var longer = Arrays.copyOf(answer, answer.length + 1);
        assertThatThrownBy(() -> CHECK.verify(longer, DATA)).isInstanceOf(Malformed.class);
    }

    @Test
    void whatever_is_asked_is_answered() {
        var authority = authority(Duration.ZERO);
        var query = new TimeStampQuery(DATA, BigInteger.TEN).der();
        var random = new Random(4);
        for (int i = 0; i < 1500; i++) {
            var bad = Arrays.copyOf(query, query.length - random.nextInt(3));
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            var response = TokenForm.response(authority.answer(bad));
            assertThat(response.getTimeStampToken() == null)
                    .isEqualTo(response.getFailInfo() != null);
        }
    }

    @Test
    void an_authority_elsewhere_is_asked_over_http() throws Exception {
        var authority = authority(Duration.ZERO);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/tsa",
                exchange -> {
                    var answer = authority.answer(exchange.getRequestBody().readAllBytes());
                    exchange.getResponseHeaders()
                            .set("Content-Type", "application/timestamp-reply");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        try (var http = HttpClient.newHttpClient()) {
            var base = "http://localhost:" + server.getAddress().getPort();
            var query = new TimeStampQuery(DATA, BigInteger.TEN);
            var answer = remote(http, base + "/tsa").answer(query.der());
            assertThat(CHECK.verify(answer, DATA).time()).isEqualTo(AT);
            assertThatThrownBy(() -> remote(http, base + "/none").answer(query.der()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        } finally {
            server.stop(0);
        }
    }

    private static RemoteTimeStamper remote(HttpClient http, String url) {
        return new RemoteTimeStamper(http, URI.create(url), Duration.ofSeconds(10));
    }

    private static byte[] der(TimeStampRequestGenerator generator, String digest, int bytes) {
        try {
            return generator.generate(digest, new byte[bytes], BigInteger.ONE).getEncoded();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static int failure(byte[] answer) {
        var response = TokenForm.response(answer);
        assertThat(response.getTimeStampToken()).isNull();
        return response.getFailInfo().intValue();
    }

    private static TimeStampAuthority authority(Duration bound) {
        return authority(Optional.of(bound));
    }

    private static TimeStampAuthority authority(Optional<Duration> bound) {
        return authority(bound, AT);
    }

    private static TimeStampAuthority authority(Optional<Duration> bound, Instant at) {
        return new TimeStampAuthority(
                KEY, "2.999.1", Duration.ofMillis(1500), () -> bound, InstantSource.fixed(at));
    }
}
