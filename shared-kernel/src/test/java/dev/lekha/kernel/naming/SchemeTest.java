package dev.lekha.kernel.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.Name;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeTest {
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());

    @ParameterizedTest
    @Requirement({"9.1", "9.3"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    name:Pump-3                                 | name:Pump-3
                    name:a\u0308                                | name:\u00e4
                    place:vienna/hall-3                         | place:vienna/hall-3
                    pseudonym:k2j4                              | pseudonym:k2j4
                    urn:DEV:mac:0024befffe804ff1                | urn:dev:mac:0024befffe804ff1
                    urn:example:a%2fb                           | urn:example:a%2Fb
                    urn:isbn:0451450523                         | urn:isbn:0451450523
                    urn:epc:id:sgtin:0614141.112345.400         | epc:/01/10614141123459/21/400
                    epc:id:sgtin:0614141.112345.400             | epc:/01/10614141123459/21/400
                    epc:https://id.gs1.org/01/10614141123459/21/400 | epc:/01/10614141123459/21/400
                    epc:HTTPS://shop.example/x/01/10614141123459/21/400 | epc:/01/10614141123459/21/400
                    epc:/01/4006381333931                       | epc:/01/04006381333931
                    epc:id:sscc:0614141.1234567890              | epc:/00/106141412345678908
                    epc:id:sgln:0614141.12345.400               | epc:/414/0614141123452/254/400
                    epc:id:sgln:0614141.12345.0                 | epc:/414/0614141123452
                    epc:id:grai:0614141.12345.400               | epc:/8003/00614141123452400
                    epc:id:giai:0614141.12345400                | epc:/8004/061414112345400
                    dns:Pump.Example.ORG.                       | dns:pump.example.org
                    dns:xn--bcher-kva.example                   | dns:xn--bcher-kva.example
                    ipv4:192.0.2.1                              | ipv4:192.0.2.1
                    ipv4:239.1.2.3                              | ipv4:239.1.2.3
                    ipv6:2001:DB8:0:0:0:0:0:1                   | ipv6:2001:db8::1
                    ipv6:2001:db8:0:1:1:1:1:1                   | ipv6:2001:db8:0:1:1:1:1:1
                    ipv6:2001:0:0:1:0:0:0:1                     | ipv6:2001:0:0:1::1
                    ipv6:FF02::1                                | ipv6:ff02::1
                    msisdn:+49(151)1234-5678                    | msisdn:+4915112345678
                    msisdn:+43.660.1234567                      | msisdn:+436601234567
                    imsi:262011234567890                        | imsi:262011234567890
                    sip:M1@Town.Example                         | sip:M1@town.example
                    sip:m1@[2001:DB8::1]:5060                   | sip:m1@[2001:db8::1]:5060
                    sip:m%2fx@town                              | sip:m%2Fx@town
                    email:Anna.B+x@Example.org                  | email:Anna.B+x@example.org
                    url:HTTPS://Example.org:443/%7Ea/b%2fc      | url:https://example.org/~a/b%2Fc
                    url:coap://10.0.0.1                         | url:coap://10.0.0.1/
                    url:coaps://[2001:db8::1]:7000/s?x=1        | url:coaps://[2001:db8::1]:7000/s?x=1
                    """)
    void a_name_is_written_one_way(String written, String canonical) {
        assertThat(Scheme.canonical(new Name(written)).value()).isEqualTo(canonical);
        assertThat(Scheme.canonical(new Name(canonical)).value())
                .as("what is canonical stays")
                .isEqualTo(canonical);
    }

    @ParameterizedTest
    @Requirement("9.3")
    @ValueSource(
            strings = {
                "mac:0024befffe804ff1",
                "name:a\u0000b",
                "name:a\u200bb",
                "urn:x:y",
                "urn:-ab:y",
                "urn:urn:y",
                "urn:dev",
                "urn:dev:",
                "urn:dev:/a",
                "urn:dev:a%2",
                "urn:dev:a#b",
                "urn:dev:a?=b",
                "urn:epc:id:sgtin:0614141.112345",
                "epc:id:sgtin:0614141.112345",
                "epc:id:sgtin:061414.112345.1",
                "epc:id:upui:1.2.3",
                "epc:https://id.gs1.org/01/10614141123458/21/400",
                "epc:/01/10614141123459/21/123456789012345678901",
                "epc:/00/106141412345678909",
                "epc:/01/12345678901234x",
                "dns:-a.example",
                "dns:a..b",
                "dns:a_b.example",
                "dns:10.0.0.1",
                "dns:b\u00fccher.example",
                "ipv4:10.0.0",
                "ipv4:10.0.0.256",
                "ipv4:010.0.0.1",
                "ipv4:0.0.0.0",
                "ipv4:255.255.255.255",
                "ipv4:10.0.0.0/8",
                "ipv6:::",
                "ipv6:1:2:3",
                "ipv6:fe80::1%eth0",
                "ipv6:2001:db8::/32",
                "ipv6:2001:db8::1::2",
                "ipv6:12345::1",
                "ipv6:10.0.0.1",
                "msisdn:015112345678",
                "msisdn:+49",
                "msisdn:+1-800-FLOWERS",
                "msisdn:+999123456789",
                "msisdn:+4915112345678901234",
                "imsi:2620112345678901",
                "imsi:162011234567890",
                "imsi:26201123456789x",
                "sip:town",
                "sip:m 1@town",
                "sip:m1@town:99999",
                "sip:m1@town;transport=tcp",
                "email:anna",
                "email:.anna@example.org",
                "email:anna@-example.org",
                "email:\"a\"@example.org",
                "url:example.org",
                "url:ftp://example.org/",
                "url:https://anna@example.org/",
                "url:https://example.org/a#b",
                "url:https://example.org/../a",
                "url:https:///a",
                "url:https://example.org/a%zz"
            })
    void what_is_no_name_of_its_scheme_is_refused_with_what_one_is(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scheme.canonical(new Name(written)))
                .satisfies(refused -> assertThat(refused).hasMessageNotContaining("null"));
    }

    @Test
    void whatever_comes_is_refused_or_written_one_way_for_good() {
        var random = new Random(SEED);
        var parts =
                List.of(
                        ":",
                        "/",
                        ".",
                        "@",
                        "%",
                        "%2f",
                        "id:sgtin:",
                        "+49",
                        "::",
                        "[",
                        "]",
                        "01/",
                        "a",
                        "Z",
                        "0",
                        "9",
                        "-",
                        "_",
                        "\u00e4",
                        "\u0301",
                        "\ud83d",
                        "\u2028",
                        "*",
                        "?",
                        "=",
                        "#",
                        "https://",
                        "xn--",
                        "ff02",
                        "255",
                        "é",
                        ";",
                        "~",
                        "\\",
                        "'");
        for (var round = 0; round < 50_000; round++) {
            var scheme = Scheme.values()[random.nextInt(Scheme.values().length)];
            var text = new StringBuilder(scheme.text()).append(':');
            for (var length = random.nextInt(12); length >= 0; length--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            check(text.toString());
        }
    }

    private static void check(String text) {
        Name canonical;
        try {
            canonical = Scheme.canonical(new Name(text));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).as("seed %d, %s", SEED, text).isNotBlank();
            return;
        }
        assertThat(Scheme.canonical(canonical)).as("seed %d, %s", SEED, text).isEqualTo(canonical);
    }

    @Test
    @Requirement("9.2")
    void a_class_includes_what_lies_in_its_block_or_begins_like_it() {
        var block = new NameClass("ipv4:10.1.2.3/8").canonical();
        assertThat(block).hasToString("ipv4:10.0.0.0/8");
        assertThat(block.includes(new Name("ipv4:10.255.0.1"))).isTrue();
        assertThat(block.includes(new Name("ipv4:11.0.0.1"))).isFalse();
        assertThat(block.includes(new Name("dns:10.0.0.1"))).isFalse();
        var six = new NameClass("ipv6:fd00::/8").canonical();
        assertThat(six.includes(new Name("ipv6:fd12::1"))).isTrue();
        assertThat(six.includes(new Name("ipv6:fe80::1"))).isFalse();
        var words = new NameClass("name:spare-*").canonical();
        assertThat(words.includes(new Name("name:spare-7"))).isTrue();
        assertThat(words.includes(new Name("name:pump"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipv4:10.0.0.0",
                "ipv4:10.0.0.0/33",
                "ipv4:10/8",
                "ipv6:10.0.0.0/8",
                "ipv6:fd00::/129",
                "name:spare",
                "name:*x*",
                "colour:*"
            })
    void what_is_no_class_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NameClass(text).canonical());
    }
}
