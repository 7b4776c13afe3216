package dev.lekha.kernel.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.registration.Name;

/**
 * A class of names: {@code ipv4:10.0.0.0/8}, {@code ipv6:fd00::/8}, or of any other scheme all that
 * begin so: {@code name:spare-*}.
 */
public record NameClass(@JsonValue String value) {
    @JsonCreator
    public NameClass {
        new Name(value);
    }

    /**
     * The one way to write this class.
     *
     * @throws IllegalArgumentException where its scheme is unknown or it is no class
     */
    public NameClass canonical() {
        var scheme = scheme();
        var rest = value.substring(value.indexOf(':') + 1);
        return switch (scheme) {
            case IPV4 -> new NameClass(scheme.text() + ":" + IpAddress.block(rest, false));
            case IPV6 -> new NameClass(scheme.text() + ":" + IpAddress.block(rest, true));
            default -> {
                if (!rest.endsWith("*") || rest.indexOf('*') != rest.length() - 1) {
                    throw new IllegalArgumentException(
                            "a class of names reads scheme:beginning*, or ipv4:10.0.0.0/8");
                }
                yield this;
            }
        };
    }

    public Scheme scheme() {
        return Scheme.of(new Name(value));
    }

    /** Whether a name, canonical as this class is, belongs to it. */
    public boolean includes(Name name) {
        return switch (scheme()) {
            case IPV4, IPV6 ->
                    sameScheme(name) && IpAddress.within(rest(value), rest(name.value()));
            default -> name.value().startsWith(value.substring(0, value.length() - 1));
        };
    }

    private boolean sameScheme(Name name) {
        return name.value().startsWith(value.substring(0, value.indexOf(':') + 1));
    }

    private static String rest(String text) {
        return text.substring(text.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
