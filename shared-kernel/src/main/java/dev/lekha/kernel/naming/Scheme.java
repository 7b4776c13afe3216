package dev.lekha.kernel.naming;

import dev.lekha.kernel.registration.Name;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The naming schemes (9.1, 9.3). Each says which texts are names of it and writes a name one way
 * only, so that two spellings of one name are one name. What is stored has been written so once and
 * is not read again by these rules, which may grow stricter.
 */
public enum Scheme {
    /** A word of the owner's own; letters keep their case, in Unicode form C. */
    NAME(Scheme::plain),
    /** Where something stands, in the owner's own words; many things may stand there. */
    PLACE(Scheme::plain),
    /** Stands for a node for a while, so that others do not learn which. */
    PSEUDONYM(Scheme::plain),
    /** GS1 identification key, from an EPC URN or a Digital Link. */
    EPC(Epc::canonical),
    /** RFC 8141. */
    URN(Urn::canonical),
    /** Host name, RFC 1123; internationalised ones as they stand in the DNS. */
    DNS(HostName::canonical),
    IPV4(IpAddress::canonical4),
    /** RFC 4291, unicast or group, written as RFC 5952 says. */
    IPV6(IpAddress::canonical6),
    /** ITU-T E.164. */
    MSISDN(Subscriber::msisdn),
    /** ITU-T E.212: 14 or 15 digits. */
    IMSI(Subscriber::imsi),
    /** {@code user@host}, RFC 3261 section 19.1, without parameters. */
    SIP(Mailbox::sip),
    /** {@code user@host}, RFC 5321 without quoted local parts. */
    EMAIL(Mailbox::email),
    /** RFC 3986 with a host, without user and fragment. */
    URL(Url::canonical);

    private static final Pattern PLAIN = Pattern.compile("[^\\p{Z}\\p{C}]{1,200}");

    private final UnaryOperator<String> rule;

    Scheme(UnaryOperator<String> rule) {
        this.rule = rule;
    }

    /** As it stands in front of the colon. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether several may have one name of this scheme without further words. */
    public boolean shared() {
        return this == PLACE;
    }

    /**
     * The scheme that a name is of.
     *
     * @throws IllegalArgumentException naming the schemes that there are
     */
    public static Scheme of(Name name) {
        var prefix = prefix(name);
        return Arrays.stream(values())
                .filter(scheme -> scheme.text().equals(prefix))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the scheme of a name is one of "
                                        + Arrays.stream(values())
                                                .map(Scheme::text)
                                                .collect(Collectors.joining(", "))));
    }

    /**
     * The one way to write this name.
     *
     * @throws IllegalArgumentException saying what a name of its scheme looks like
     */
    public static Name canonical(Name name) {
        if (name.value().regionMatches(true, 0, "urn:epc:", 0, 8)) {
            return new Name("epc:" + Epc.canonical(name.value()));
        }
        var scheme = of(name);
        var value = name.value().substring(name.value().indexOf(':') + 1);
        return new Name(scheme.text() + ":" + scheme.rule.apply(value));
    }

    private static String prefix(Name name) {
        return name.value().substring(0, name.value().indexOf(':'));
    }

    private static String plain(String value) {
        var composed = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (!PLAIN.matcher(composed).matches()) {
            throw new IllegalArgumentException(
                    "a name has 1 to 200 characters, no spaces and none that cannot be seen");
        }
        return composed;
    }
}
